import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { decide, listQuarantined, openQuarantined } from './quarantine.service.ts';

export const quarantineCommands = {
  'quarantine:release': async (work, asking, { id }) => {
    await decide(work, asking, id, 'released');
    return { state: 'released' };
  },
  'quarantine:discard': async (work, asking, { id }) => {
    await decide(work, asking, id, 'discarded');
    return { state: 'discarded' };
  },
} satisfies Pick<CommandHandlers, 'quarantine:release' | 'quarantine:discard'>;

export const quarantineQueries = {
  'quarantine.list': (deps, _asking, input) => listQuarantined(deps.db, input),
  'quarantine.open': (deps, _asking, { id }) => openQuarantined(deps.db, id),
} satisfies Pick<QueryHandlers, 'quarantine.list' | 'quarantine.open'>;
