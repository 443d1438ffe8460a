import { z } from 'zod';
import type { Heard } from '#server/channels/hear.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import { moneySchema } from '#shared/domain/item-data.ts';

const goods = z.object({
  sku: z.string().max(100).optional(),
  name: z.string().min(1).max(500),
  quantity: z.number().positive().default(1),
  price: moneySchema.optional(),
});

/** One thing that happened at a counter, as a till or its file tells it. */
export const tillEventSchema = z
  .object({
    /** The till's own id: the same again changes nothing. */
    id: z.string().min(1).max(200),
    type: z.enum(['purchase', 'return', 'visit', 'fitting', 'pickup', 'note']),
    at: z.iso.datetime({ offset: true }),
    store: z.string().trim().min(1).max(200),
    staff: z.string().max(200).optional(),
    receiptNumber: z.string().trim().min(1).max(100).optional(),
    orderNumber: z.string().trim().min(1).max(100).optional(),
    customer: z
      .object({
        loyalty: z.string().max(100).optional(),
        phone: z.string().max(50).optional(),
        email: z.string().max(320).optional(),
        name: z.string().max(200).optional(),
        kana: z.string().max(200).optional(),
      })
      .default({}),
    items: z.array(goods).max(500).default([]),
    total: moneySchema.optional(),
    payment: z.string().max(200).optional(),
    text: z.string().max(20_000).optional(),
    pickupState: z.enum(['ready', 'collected', 'expired']).optional(),
    until: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(
    (e) =>
      e.type === 'pickup' || e.type === 'return' ? e.orderNumber !== undefined || e.receiptNumber !== undefined : true,
    {
      message: 'a pickup or a return needs orderNumber or receiptNumber',
    },
  );
export type TillEvent = z.infer<typeof tillEventSchema>;

/**
 * The event in the hub's words; null points mean that nobody is named and it is nobody's yet. A card that was read proves
 * who holds it; a phone or an address that was typed at the till is what somebody said ([ID2]).
 */
export function heardAtTill(event: TillEvent): Heard {
  const { customer } = event;
  const point = (kind: ContactPointKind, value: string | undefined, verified: boolean) =>
    value === undefined || value.trim() === '' ? [] : [{ kind, value, verified }];
  return {
    externalId: `${event.store}:${event.type}:${event.id}`,
    ...dataOf(event),
    direction: 'none',
    occurredAt: new Date(event.at),
    points: [
      ...point('loyalty', customer.loyalty, true),
      ...point('phone', customer.phone, false),
      ...point('email', customer.email, false),
    ],
    name: customer.name,
    kana: customer.kana,
    author: { type: 'integration', name: event.staff ?? event.store },
  };
}

function dataOf(event: TillEvent): Pick<Heard, 'kind' | 'data'> {
  const { store, staff, text, items, total, payment, receiptNumber } = event;
  const number = event.orderNumber ?? receiptNumber ?? event.id;
  switch (event.type) {
    case 'purchase':
      return { kind: 'purchase', data: { store, items, ...given({ receiptNumber, total, payment }) } };
    case 'return':
      return {
        kind: 'return',
        data: { orderNumber: number, state: 'received', items, ...given({ reason: text, refund: total }) },
      };
    case 'pickup':
      return {
        kind: 'pickup',
        data: { store, orderNumber: number, state: event.pickupState ?? 'collected', ...given({ until: event.until }) },
      };
    case 'visit':
    case 'fitting':
      return {
        kind: 'visit',
        data: { store, ...given({ staff, summary: text }), purpose: event.type },
      };
    case 'note':
      return { kind: 'note', data: { text: text ?? '—' } };
  }
}

/** Without what is undefined. */
function given<T extends Record<string, unknown>>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
