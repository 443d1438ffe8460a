import { z } from 'zod';
import { attachmentSchema } from '#shared/domain/item-data.ts';
import { scoreSchema, surveyCommentSchema } from '#shared/domain/survey.ts';
import { timelineItemSchema } from '#shared/domain/timeline-item.ts';
import { wireRow } from '../registry.ts';

export const visitorCommands = [
  wireRow({
    name: 'visitor:send',
    action: 'visitor.talk',
    summary: 'Say something in the widget; opens or continues a conversation ([CV10]).',
    input: z
      .object({
        text: z.string().trim().max(4000),
        attachments: z.array(attachmentSchema).max(5).optional(),
        /** The page the visitor is on; shown to the agent. */
        page: z.object({ title: z.string().max(200), url: z.url().max(2000) }).optional(),
      })
      .refine((v) => v.text.length > 0 || (v.attachments?.length ?? 0) > 0, 'text or an attachment is needed'),
    output: z.object({ item: timelineItemSchema }),
  }),
  wireRow({
    name: 'visitor:call-me',
    action: 'visitor.talk',
    summary:
      'Give the number to be called by, after an agent asked for it ([HO6]); the call is ordered for whoever takes them over.',
    input: z.object({ number: z.string().trim().min(3).max(40) }),
    output: z.object({ item: timelineItemSchema }),
  }),
  wireRow({
    name: 'visitor:answer-survey',
    action: 'visitor.talk',
    summary: 'Say how it was, after being asked; a second answer within the time corrects the first.',
    input: z.object({ surveyId: z.uuid(), score: scoreSchema, comment: surveyCommentSchema.optional() }),
    output: z.object({}),
  }),
  wireRow({
    name: 'visitor:mark-read',
    action: 'visitor.talk',
    summary: 'Say up to which item the visitor has read; agents see the read mark.',
    input: z.object({ seq: z.int().positive() }),
    output: z.object({}),
  }),
] as const;
