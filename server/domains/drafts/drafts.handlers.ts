import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { listDrafts, saveDraft } from './drafts.service.ts';

export const draftHandlers = {
  'draft:save': async (work, asking, input) => ({ revision: await saveDraft(work, asking, input) }),
} satisfies Pick<CommandHandlers, 'draft:save'>;

export const draftQueries = {
  'drafts.list': async (deps, asking, input) => ({ drafts: await listDrafts(deps, asking, input.conversationId) }),
} satisfies Pick<QueryHandlers, 'drafts.list'>;
