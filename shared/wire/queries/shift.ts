import { z } from 'zod';
import { attachmentSchema } from '#shared/domain/item-data.ts';
import { shiftEntrySchema } from '#shared/domain/shift.ts';
import { wireRow } from '../registry.ts';

export const shiftQueries = [
  wireRow({
    name: 'shift.overview',
    action: 'shift.hand-over',
    summary: 'Everything an agent has: open, waiting, promised and drafted; one’s own, or a colleague’s for a lead.',
    input: z.object({ agentId: z.uuid().optional() }),
    output: z.object({
      agent: z.object({ id: z.uuid(), name: z.string() }),
      entries: z.array(shiftEntrySchema),
    }),
  }),
  wireRow({
    name: 'shift.left-drafts',
    action: 'conversation.work',
    summary: 'What former owners of one’s conversation had begun to write and not sent ([CV4]).',
    input: z.object({ conversationId: z.uuid() }),
    output: z.object({
      drafts: z.array(
        z.object({
          author: z.object({ id: z.uuid(), name: z.string() }),
          mode: z.enum(['reply', 'note']),
          text: z.string(),
          attachments: z.array(attachmentSchema).optional(),
          savedAt: z.iso.datetime(),
        }),
      ),
    }),
  }),
] as const;
