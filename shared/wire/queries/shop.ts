import { z } from 'zod';
import { sendingNoticeSchema } from '#shared/domain/sending.ts';
import { refundLimitSchema, shopOrderViewSchema } from '#shared/domain/shop.ts';
import { stockSchema } from '#shared/domain/stock.ts';
import { wireRow } from '../registry.ts';

/** Queries of this part; see the registry. */
export const shopQueries = [
  wireRow({
    name: 'shop.orders',
    action: 'order.read',
    summary: 'A customer’s orders at connected shops, the newest first, with what may be done with each and what was.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ orders: z.array(shopOrderViewSchema) }),
  }),
  wireRow({
    name: 'shop.stock',
    action: 'order.read',
    summary: 'Where the goods of an order lie, by store and warehouse, as the shop says; kept for a minute.',
    input: z.object({ connectionId: z.uuid(), orderRef: z.string().min(1).max(200) }),
    output: z.object({ goods: z.array(stockSchema), asOf: z.iso.datetime() }),
  }),
  wireRow({
    name: 'shop.check-reply',
    action: 'order.read',
    summary: 'What an author should know before sending: a store is named for a pickup that has none in stock.',
    input: z.object({ conversationId: z.uuid(), text: z.string().max(20_000) }),
    output: z.object({ notices: z.array(sendingNoticeSchema) }),
  }),
  wireRow({
    name: 'shop.refund-limits',
    action: 'settings.read',
    summary: 'The most that each role may give back on one order, by currency.',
    input: z.object({}),
    output: z.object({ limits: z.array(refundLimitSchema) }),
  }),
] as const;
