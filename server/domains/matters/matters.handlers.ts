import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { assign } from './assign.service.ts';
import { bulkPreview, mattersOf } from './matters.service.ts';
import { merge } from './merge.service.ts';
import { split } from './split.service.ts';
import { tag } from './tags.service.ts';
import { undo } from './undo.service.ts';

/** What carries out this part's commands. */
export const mattersCommands = {
  'conversation:merge': merge,
  'conversation:split': split,
  'conversation:undo-link': async (work, asking, { linkId }) => ({ conversation: await undo(work, asking, linkId) }),
  'conversation:assign': async (work, asking, input) => ({ conversation: await assign(work, asking, input) }),
  'conversation:tag': async (work, asking, input) => ({ conversation: await tag(work, asking, input) }),
} satisfies Pick<
  CommandHandlers,
  'conversation:merge' | 'conversation:split' | 'conversation:undo-link' | 'conversation:assign' | 'conversation:tag'
>;

/** What answers this part's queries. */
export const mattersQueries = {
  'matters.of': (deps, _asking, { conversationId }) => mattersOf(deps, conversationId),
  'bulk.preview': bulkPreview,
} satisfies Pick<QueryHandlers, 'matters.of' | 'bulk.preview'>;
