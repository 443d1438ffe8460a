import { z } from 'zod';
import { itemRefSchema } from '#shared/domain/brief.ts';
import { conversationSchema } from '#shared/domain/conversation.ts';
import { wireRow } from '../registry.ts';

const out = z.object({ linkId: z.uuid(), conversation: conversationSchema });

/** A tag as people type it: one word or a few, no commas. */
export const tagSchema = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().replace(/\s+/g, ' '))
  .pipe(
    z
      .string()
      .min(1)
      .max(40)
      .regex(/^[^,]+$/),
  );

/** Commands of this part; see the registry. */
export const mattersCommands = [
  wireRow({
    name: 'conversation:merge',
    action: 'conversation.work',
    summary:
      'Make another conversation of the same customer part of this one ([CV7]): its drafts and promises come along, what is said to it from now on comes here. The asker owns this one; the other is theirs, in a queue of theirs, or anybody’s for a lead.',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      fromId: z.uuid(),
      fromEpoch: z.int().positive(),
    }),
    output: out,
  }),
  wireRow({
    name: 'conversation:split',
    action: 'conversation.work',
    summary:
      'Begin another conversation of the same customer for some of what was said in this one ([CV7]); legs that are named go on in the new one.',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      items: z.array(itemRefSchema).min(1).max(200),
      subject: z.string().trim().min(1).max(200),
      sessionIds: z.array(z.uuid()).max(20).default([]),
    }),
    output: out,
  }),
  wireRow({
    name: 'conversation:undo-link',
    action: 'conversation.work',
    summary: 'Take a merge or a split back ([CV7]); what came since stays where it came.',
    input: z.object({ linkId: z.uuid() }),
    output: z.object({ conversation: conversationSchema }),
  }),
  wireRow({
    name: 'conversation:assign',
    action: 'conversation.assign',
    summary: 'Give an unresolved conversation to an agent or a team’s queue at once, without an offer.',
    input: z.object({
      conversationId: z.uuid(),
      epoch: z.int().positive(),
      to: z.object({ type: z.enum(['agent', 'team']), id: z.uuid() }),
    }),
    output: z.object({ conversation: conversationSchema }),
  }),
  wireRow({
    name: 'conversation:tag',
    action: 'conversation.tag',
    summary: 'Add tags to a conversation or take some off; at most twenty.',
    input: z.object({
      conversationId: z.uuid(),
      add: z.array(tagSchema).max(20).default([]),
      remove: z.array(tagSchema).max(20).default([]),
    }),
    output: z.object({ conversation: conversationSchema }),
  }),
] as const;
