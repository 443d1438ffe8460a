import { z } from 'zod';
import { surveyFieldsSchema } from '#shared/domain/survey.ts';
import { wireRow } from '../registry.ts';

export const surveysCommands = [
  wireRow({
    name: 'survey:set',
    action: 'settings.manage',
    summary: 'Set how customers are asked how it was: for all teams, or for one that does it its own way.',
    input: z.object({
      /** Absent: all teams that have none of their own. */
      teamId: z.uuid().optional(),
      /** The revision that was edited; 0 for a row that is not there yet. */
      revision: z.int().nonnegative(),
      fields: surveyFieldsSchema,
    }),
    output: z.object({ revision: z.int().positive() }),
  }),
  wireRow({
    name: 'survey:unset',
    action: 'settings.manage',
    summary: 'Have a team ask as all teams do again.',
    input: z.object({ teamId: z.uuid(), revision: z.int().positive() }),
    output: z.object({ removed: z.boolean() }),
  }),
] as const;
