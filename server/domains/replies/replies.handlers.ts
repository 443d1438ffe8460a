import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { decideReply, listReplies, saveReply, useReply } from './replies.service.ts';
import { listWording, removeWording, saveWording } from './wording.service.ts';

export const repliesCommands = {
  'reply:save': async (work, asking, input) => ({ reply: await saveReply(work, asking, input) }),
  'reply:decide': async (work, asking, input) => ({ reply: await decideReply(work, asking, input) }),
  'reply:use': async (work, asking, input) => ({ used: await useReply(work, asking, input) }),
  'wording:save': async (work, asking, input) => ({ rule: await saveWording(work, asking, input) }),
  'wording:remove': async (work, _asking, input) => {
    await removeWording(work, input);
    return {};
  },
} satisfies Partial<CommandHandlers>;

export const repliesQueries = {
  'reply.list': async ({ db }, _asking, { limit }) => ({ replies: await listReplies(db, limit) }),
  'wording.list': async ({ db }) => ({ rules: await listWording(db) }),
} satisfies Partial<QueryHandlers>;
