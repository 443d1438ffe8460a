import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { checkStates, listChecklists, recordCheck, saveList } from './checks.service.ts';

export const checkCommands = {
  'check:record': recordCheck,
  'check:save-list': saveList,
} satisfies Pick<CommandHandlers, 'check:record' | 'check:save-list'>;

export const checkQueries = {
  'check.state': async (deps, _asking, { conversationId }) => ({ purposes: await checkStates(deps, conversationId) }),
  'check.lists': async (deps) => ({ lists: await listChecklists(deps) }),
} satisfies Pick<QueryHandlers, 'check.state' | 'check.lists'>;
