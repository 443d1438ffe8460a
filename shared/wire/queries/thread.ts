import { z } from 'zod';
import { channelSchema } from '#shared/domain/channels.ts';
import { conversationSchema } from '#shared/domain/conversation.ts';
import { customerPanelSchema, customerSchema } from '#shared/domain/customer.ts';
import { handoffSchema } from '#shared/domain/handoff.ts';
import { asOfSchema } from '#shared/domain/moment.ts';
import { maybeHiddenItemSchema } from '#shared/domain/timeline-item.ts';
import { wireRow } from '../registry.ts';
import { headSchema } from '../topic.ts';

/** A keyset place in a thread ([TL4], [TL6]). */
export const positionSchema = z.object({ occurredAt: z.iso.datetime(), customerId: z.uuid(), seq: z.int().positive() });

/**
 * Items ascending by place; `older` and `newer` say whether more lie beyond either end, `first` and `last` where the ends
 * are, also when the item there is hidden from the reader. Both are absent on an empty page.
 */
export const pageSchema = z.object({
  items: z.array(maybeHiddenItemSchema),
  older: z.boolean(),
  newer: z.boolean(),
  first: positionSchema.optional(),
  last: positionSchema.optional(),
});
export type ThreadPage = z.infer<typeof pageSchema>;

/** A customer, opened. */
export const openedSchema = z.object({
  customer: customerSchema,
  /** The newest fifty, resolved ones too. */
  conversations: z.array(conversationSchema),
  page: pageSchema,
  head: headSchema,
  /** One of each record on the thread, this customer's among them ([ID3]): all of them are to be followed. */
  heads: z.array(headSchema),
  /** Open handoffs of those conversations, and those that came to the asker. */
  handoffs: z.array(handoffSchema),
});

export const threadQueries = [
  wireRow({
    name: 'customer.open',
    action: 'thread.read',
    summary:
      'Open a customer: who it is, conversations, newest items and the topic’s head. The view is recorded before the answer ([PR1]).',
    input: z.object({
      customerId: z.uuid(),
      conversationId: z.uuid().optional(),
      reason: z.string().max(200).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: openedSchema,
  }),
  wireRow({
    name: 'customer.panel',
    action: 'thread.read',
    summary: 'What the customer panel shows beside the thread, within an opened view.',
    input: z.object({ customerId: z.uuid() }),
    output: customerPanelSchema,
  }),
  wireRow({
    name: 'timeline.page',
    action: 'thread.read',
    summary:
      'A page of a thread before, after or around a place or a date, by channel if wished; costs the same at any length ([TL6]).',
    input: z.object({
      customerId: z.uuid(),
      from: z.discriminatedUnion('at', [
        z.object({ at: z.literal('newest') }),
        z.object({ at: z.literal('oldest') }),
        z.object({ at: z.literal('before'), position: positionSchema }),
        z.object({ at: z.literal('after'), position: positionSchema }),
        z.object({ at: z.literal('date'), date: z.iso.datetime() }),
        z.object({ at: z.literal('item'), seq: z.int().positive() }),
      ]),
      channels: z.array(channelSchema).max(10).optional(),
      /** The thread as it was then: what the hub got later is left out. */
      asOf: asOfSchema.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: pageSchema,
  }),
  wireRow({
    name: 'timeline.search',
    action: 'thread.search',
    summary: 'Where words occur within one thread, newest first.',
    input: z.object({
      customerId: z.uuid(),
      text: z.string().trim().min(1).max(200),
      limit: z.int().min(1).max(100).default(50),
    }),
    output: z.object({
      hits: z.array(
        z.object({
          seq: z.int(),
          customerId: z.uuid(),
          occurredAt: z.iso.datetime(),
          snippet: z.string(),
          ranges: z.array(z.tuple([z.int(), z.int()])),
        }),
      ),
    }),
  }),
  wireRow({
    name: 'conversation.get',
    action: 'thread.read',
    summary: 'One conversation by id or by its number.',
    input: z.union([z.object({ conversationId: z.uuid() }), z.object({ number: z.int().positive() })]),
    output: z.object({ conversation: conversationSchema }),
  }),
] as const;
