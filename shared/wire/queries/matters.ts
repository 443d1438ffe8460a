import { z } from 'zod';
import { snapshotSchema } from '#shared/domain/brief.ts';
import { channelSchema } from '#shared/domain/channels.ts';
import { conversationStatusSchema } from '#shared/domain/conversation.ts';
import { partySchema } from '#shared/domain/party.ts';
import { wireRow } from '../registry.ts';

const matterSchema = z.object({
  conversationId: z.uuid(),
  number: z.int().positive(),
  subject: z.string().optional(),
  preview: z.string(),
  status: conversationStatusSchema,
  channel: channelSchema,
  owner: partySchema,
  epoch: z.int().positive(),
  lastItemAt: z.iso.datetime(),
  promises: z.int().nonnegative(),
  drafts: z.int().nonnegative(),
});

/** What can be done to many at once; a reply is the same words to each. */
export const BULK_ACTS = ['assign', 'resolve', 'tag', 'reply'] as const;

/** Queries of this part; see the registry. */
export const mattersQueries = [
  wireRow({
    name: 'matters.of',
    action: 'thread.read',
    summary:
      'What a conversation was merged with and split from, and which others of its customer it can be merged with.',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({
      links: z.array(
        z.object({
          linkId: z.uuid(),
          kind: z.enum(['merge', 'split']),
          /** This conversation went into the other, or came off it; otherwise the other did. */
          outgoing: z.boolean(),
          other: matterSchema,
          madeBy: z.string(),
          madeAt: z.iso.datetime(),
        }),
      ),
      mergeable: z.array(matterSchema),
    }),
  }),
  wireRow({
    name: 'bulk.preview',
    action: 'thread.read',
    summary:
      'What would become of each of up to 500 conversations, before anything is done: may the asker, and what stands in the way.',
    input: z.object({
      conversationIds: z.array(z.uuid()).min(1).max(500),
      act: z.enum(BULK_ACTS),
      categoryId: z.uuid().optional(),
      outcome: z.string().max(100).optional(),
      text: z.string().max(20_000).optional(),
    }),
    output: z.object({
      rows: z.array(
        z.object({
          conversationId: z.uuid(),
          number: z.int().positive(),
          customerName: z.string(),
          channel: channelSchema,
          subject: z.string().optional(),
          epoch: z.int().positive(),
          /** What an answer sent from here counts as having seen ([CV3]). */
          seen: snapshotSchema,
          /** The code of the error that it would get now; absent: it would be done. */
          refusal: z.string().optional(),
          /** Of `wrapup_missing`: what the team still asks for. */
          missing: z.array(z.string()).optional(),
        }),
      ),
    }),
  }),
] as const;
