import { z } from 'zod';
import { itemRefSchema } from '#shared/domain/brief.ts';
import { commitmentSchema, conversationSchema, waitingOnSchema } from '#shared/domain/conversation.ts';
import { wireRow } from '../registry.ts';

/** Names the conversation and the owner's epoch; a command with an old epoch is refused `not_owner` ([CV1]). */
const fenced = { conversationId: z.uuid(), epoch: z.int().positive() };
const conversationOut = z.object({ conversation: conversationSchema });

export const conversationCommands = [
  wireRow({
    name: 'conversation:claim',
    action: 'conversation.claim',
    summary:
      'Take a conversation from a team’s queue. One claimer wins; the others get `already_claimed` with who it was ([CV2]).',
    input: z.object(fenced),
    output: conversationOut,
  }),
  wireRow({
    name: 'conversation:release',
    action: 'conversation.work',
    summary: 'Give a conversation back to its team’s queue.',
    input: z.object(fenced),
    output: conversationOut,
  }),
  wireRow({
    name: 'conversation:set-status',
    action: 'conversation.work',
    summary: 'Mark it as open, waiting on somebody with a due time, or snoozed until then.',
    input: z.discriminatedUnion('status', [
      z.object({ ...fenced, status: z.literal('open') }),
      z.object({
        ...fenced,
        status: z.literal('waiting'),
        waitingOn: waitingOnSchema,
        until: z.iso.datetime().optional(),
      }),
      z.object({ ...fenced, status: z.literal('snoozed'), until: z.iso.datetime() }),
    ]),
    output: conversationOut,
  }),
  wireRow({
    name: 'conversation:categorise',
    action: 'conversation.work',
    summary: 'Set category, subject or priority.',
    input: z.object({
      ...fenced,
      categoryId: z.uuid().optional(),
      subject: z.string().trim().max(200).optional(),
      priority: z.enum(['low', 'normal', 'high', 'urgent']).optional(),
    }),
    output: conversationOut,
  }),
  wireRow({
    name: 'conversation:resolve',
    action: 'conversation.work',
    summary: 'Resolve with what the team requires ([CV8]); `wrapup_missing` names what is not there.',
    input: z.object({
      ...fenced,
      categoryId: z.uuid().optional(),
      outcome: z.string().max(100).optional(),
      note: z.string().trim().max(5000).optional(),
    }),
    output: conversationOut,
  }),
  wireRow({
    name: 'conversation:reopen',
    action: 'conversation.reopen',
    summary: 'Reopen a resolved conversation; it becomes the asker’s.',
    input: z.object(fenced),
    output: conversationOut,
  }),
  wireRow({
    name: 'commitment:make',
    action: 'conversation.work',
    summary:
      'Record a promise to the customer with its due time. Of one item and due time there is one, however often it is asked.',
    input: z.object({
      ...fenced,
      text: z.string().trim().min(1).max(500),
      dueAt: z.iso.datetime(),
      /** In whose words it was made: a message, note or call of this conversation. */
      item: itemRefSchema.optional(),
    }),
    output: z.object({ commitment: commitmentSchema }),
  }),
  wireRow({
    name: 'commitment:settle',
    action: 'conversation.work',
    summary: 'Say that a promise was kept or is no longer needed.',
    input: z.object({ ...fenced, commitmentId: z.uuid(), state: z.enum(['kept', 'cancelled']) }),
    output: z.object({ commitment: commitmentSchema }),
  }),
] as const;
