import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { findWorkspace } from '#server/domains/workspace/workspace.repository.ts';
import { AppError } from '#server/errors.ts';
import { claimReceipts, handToDesk, noteAtCounter } from './counter.service.ts';
import { findAtCounter } from './find.service.ts';
import { asQuestion, openQuestions, questionsOf } from './questions.repository.ts';
import { answerQuestion, askStore, withdrawQuestion } from './questions.service.ts';
import { listStores, placeClerk, saveStore, storeOfClerk } from './stores.repository.ts';

type Commands =
  | 'store:ask'
  | 'store:withdraw-question'
  | 'store:save'
  | 'store:place-clerk'
  | 'clerk:note'
  | 'clerk:hand-to-desk'
  | 'clerk:answer'
  | 'clerk:claim-receipt';

export const storeCommands = {
  'store:ask': async (work, asking, input) => ({ questionId: await askStore(work, asking, input) }),
  'store:withdraw-question': async (work, asking, { questionId }) => {
    await withdrawQuestion(work, asking, questionId);
    return {};
  },
  'store:save': async (work, _asking, input) => ({
    storeId: await saveStore(work, { ...input, phone: input.phone ?? null }),
  }),
  'store:place-clerk': async (work, _asking, { agentId, storeId }) => {
    if (!(await placeClerk(work, agentId, storeId))) throw new AppError('not_found');
    return {};
  },
  'clerk:note': async (work, asking, input) => {
    await noteAtCounter(work, asking, input);
    return {};
  },
  'clerk:hand-to-desk': async (work, asking, input) => ({
    conversationNumber: await handToDesk(work, asking, input),
  }),
  'clerk:answer': async (work, asking, input) => {
    await answerQuestion(work, asking, input);
    return {};
  },
  'clerk:claim-receipt': async (work, asking, input) => ({ claimed: await claimReceipts(work, asking, input) }),
} satisfies Pick<CommandHandlers, Commands>;

export const storeQueries = {
  'store.list': async (deps) => ({ stores: await listStores(deps.db) }),
  'store.questions': async (deps, _asking, { conversationId }) => ({
    questions: (await questionsOf(deps.db, conversationId)).map(asQuestion),
  }),
  'clerk.me': async (deps, asking) => {
    const [store, workspace] = await Promise.all([storeOfClerk(deps.db, asking.actor.id), findWorkspace(deps.db)]);
    const questions = store === null ? [] : (await openQuestions(deps.db, store.id)).map(asQuestion);
    return {
      name: asking.name,
      workspace: workspace?.name ?? '',
      timeZone: workspace?.timeZone ?? 'Asia/Tokyo',
      ...(store === null ? {} : { store }),
      questions,
    };
  },
  'clerk.find': async (deps, asking, { text }) => findAtCounter(deps, asking, text),
} satisfies Pick<QueryHandlers, 'store.list' | 'store.questions' | 'clerk.me' | 'clerk.find'>;
