import { z } from 'zod';
import { reportAskSchema, reportRowSchema, reportRowsAskSchema, reportSchema } from '#shared/domain/report.ts';
import { wireRow } from '../registry.ts';

/** Queries of this part; see the registry. */
export const reportsQueries = [
  wireRow({
    name: 'report.read',
    action: 'report.read',
    summary:
      'A floor report in half-hours, days, weeks or months of the workspace’s time zone, split by one thing; what each number means is in docs/reports.md.',
    input: reportAskSchema,
    output: reportSchema,
  }),
  wireRow({
    name: 'report.rows',
    action: 'report.read',
    summary: 'What one number of a report counted, newest first, a page at a time: ask on with `after` = `next`.',
    input: reportRowsAskSchema,
    output: z.object({
      rows: z.array(reportRowSchema),
      next: z.object({ at: z.string(), id: z.string() }).optional(),
    }),
  }),
] as const;
