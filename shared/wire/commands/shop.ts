import { z } from 'zod';
import { refundLimitSchema, shopActSchema } from '#shared/domain/shop.ts';
import { wireRow } from '../registry.ts';

/** Commands of this part; see the registry. */
export const shopCommands = [
  wireRow({
    name: 'shop:act',
    action: 'order.act',
    summary:
      'Have a shop do something with an order: cancel, refund, replace, change its address, hold it in a store, ship it from one. Only the owner, after the identity check for it (`check_needed`), within the role’s limit (`over_limit`), one at a time on an order (`act_open`).',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      connectionId: z.uuid(),
      orderRef: z.string().min(1).max(200),
      act: shopActSchema,
      reason: z.string().trim().min(1).max(500),
    }),
    output: z.object({ actId: z.uuid() }),
  }),
  wireRow({
    name: 'shop:save-refund-limit',
    action: 'settings.manage',
    summary: 'Set the most that a role may give back on one order, in one currency.',
    input: refundLimitSchema,
    output: z.object({}),
  }),
] as const;
