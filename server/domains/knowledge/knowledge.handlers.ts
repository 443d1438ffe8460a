import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { decideArticle, saveArticle, useArticle } from './articles.service.ts';
import { bulletinsNow, confirm, end, publish, readers } from './bulletins.service.ts';
import { findArticles, listArticles } from './find-articles.service.ts';

export const knowledgeCommands = {
  'knowledge:save': async (work, asking, input) => ({ article: await saveArticle(work, asking, input) }),
  'knowledge:decide': async (work, asking, input) => ({ article: await decideArticle(work, asking, input) }),
  'knowledge:use': async (work, asking, input) => ({ used: await useArticle(work, asking, input) }),
  'bulletin:publish': async (work, asking, input) => ({ bulletin: await publish(work, asking, input) }),
  'bulletin:confirm': async (work, asking, { bulletinId }) => ({ readAt: await confirm(work, asking, bulletinId) }),
  'bulletin:end': async (work, asking, input) => ({ bulletin: await end(work, asking, input) }),
} satisfies Partial<CommandHandlers>;

export const knowledgeQueries = {
  'knowledge.find': (deps, _asking, input) => findArticles(deps, input),
  'knowledge.list': (deps, _asking, { limit }) => listArticles(deps, limit),
  'bulletin.today': async (deps, asking) => ({ bulletins: await bulletinsNow(deps, asking.actor.id) }),
  'bulletin.readers': async ({ db }, _asking, { bulletinId }) => ({ readers: await readers(db, bulletinId) }),
} satisfies Partial<QueryHandlers>;
