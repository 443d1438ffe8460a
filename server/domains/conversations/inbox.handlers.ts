import type { QueryHandlers } from '#server/asking.ts';
import { listInbox, type TeamHeads } from './inbox.service.ts';

/** Given the heads of teams' topics, which whoever publishes them knows. */
export const inboxQueries = (teamHeads: TeamHeads) =>
  ({
    'inbox.list': (deps, asking, input) => listInbox(deps, asking, input, teamHeads),
  }) satisfies Pick<QueryHandlers, 'inbox.list'>;
