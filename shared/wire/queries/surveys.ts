import { z } from 'zod';
import { channelSchema } from '#shared/domain/channels.ts';
import {
  SURVEY_SPLITS,
  scoreSchema,
  surveyAnswerSchema,
  surveyFiguresSchema,
  surveySettingsSchema,
} from '#shared/domain/survey.ts';
import { wireRow } from '../registry.ts';

/** Of which questions: asked from one instant up to before another, and of which conversations. */
const narrowing = {
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
  teamId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  /** The channel the conversation ended on. */
  channel: channelSchema.optional(),
  /** With all below it. */
  categoryId: z.uuid().optional(),
};

export const surveysQueries = [
  wireRow({
    name: 'survey.settings',
    action: 'settings.read',
    summary: 'How customers are asked how it was: for all teams, and for those that do it their own way.',
    input: z.object({}),
    output: z.object({ common: surveySettingsSchema, teams: z.array(surveySettingsSchema) }),
  }),
  wireRow({
    name: 'survey.report',
    action: 'survey.read',
    summary: 'What customers answered: response rate, average and distribution, together and split by one thing.',
    input: z.object({ ...narrowing, by: z.enum(SURVEY_SPLITS).default('team') }),
    output: z.object({
      total: surveyFiguresSchema,
      lines: z.array(
        z.object({
          /** An id, a channel, or the first day of the period; absent for what has none. */
          key: z.string().optional(),
          /** Empty where the key says it: channels and periods. */
          label: z.string(),
          figures: surveyFiguresSchema,
        }),
      ),
      /** Why nobody was asked about what was resolved in the time. */
      unasked: z.array(z.object({ reason: z.string(), count: z.int() })),
    }),
  }),
  wireRow({
    name: 'survey.list',
    action: 'survey.read',
    summary: 'The answers behind a figure of the report, newest first, each with its conversation.',
    input: z.object({
      ...narrowing,
      least: scoreSchema.optional(),
      most: scoreSchema.optional(),
      cursor: z.string().max(200).optional(),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.object({ answers: z.array(surveyAnswerSchema), next: z.string().optional() }),
  }),
  wireRow({
    name: 'survey.of',
    action: 'thread.read',
    summary: 'What one customer has answered so far, newest first.',
    input: z.object({ customerId: z.uuid() }),
    output: z.object({ answers: z.array(surveyAnswerSchema), figures: surveyFiguresSchema }),
  }),
] as const;
