import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { handOver } from './hand-over.service.ts';
import { leftDrafts, shiftOverview } from './overview.service.ts';

export const shiftCommands = {
  'shift:hand-over': async (work, asking, input) => ({ results: await handOver(work, asking, input) }),
} satisfies Pick<CommandHandlers, 'shift:hand-over'>;

export const shiftQueries = {
  'shift.overview': shiftOverview,
  'shift.left-drafts': leftDrafts,
} satisfies Pick<QueryHandlers, 'shift.overview' | 'shift.left-drafts'>;
