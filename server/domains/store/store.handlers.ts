import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { claimReceipts, handToDesk, noteAtCounter } from './counter.service.ts';
import { giveReceiptCode, serveExpected } from './expected.service.ts';
import { findAtCounter } from './find.service.ts';
import { answerQuestion, askStore, withdrawQuestion } from './questions.service.ts';
import { allStores, askedIn, atTheCounter, keepStore, placeAt } from './stores.service.ts';

type Commands =
  | 'store:ask'
  | 'store:withdraw-question'
  | 'store:save'
  | 'store:place-clerk'
  | 'clerk:note'
  | 'clerk:hand-to-desk'
  | 'clerk:answer'
  | 'clerk:claim-receipt'
  | 'clerk:serve'
  | 'clerk:receipt-code';

export const storeCommands = {
  'store:ask': async (work, asking, input) => ({ questionId: await askStore(work, asking, input) }),
  'store:withdraw-question': async (work, asking, { questionId }) => {
    await withdrawQuestion(work, asking, questionId);
    return {};
  },
  'store:save': keepStore,
  'store:place-clerk': async (work, asking, input) => {
    await placeAt(work, asking, input);
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
  'clerk:serve': async (work, asking, input) => ({ arrived: await serveExpected(work, asking, input) }),
  'clerk:receipt-code': (work, asking, input) => giveReceiptCode(work, asking, input),
  'clerk:claim-receipt': async (work, asking, input) => ({ claimed: await claimReceipts(work, asking, input) }),
} satisfies Pick<CommandHandlers, Commands>;

export const storeQueries = {
  'store.list': async (deps) => ({ stores: await allStores(deps) }),
  'store.questions': async (deps, _asking, { conversationId }) => ({ questions: await askedIn(deps, conversationId) }),
  'clerk.me': async (deps, asking) => atTheCounter(deps, asking),
  'clerk.find': async (deps, asking, { text }) => findAtCounter(deps, asking, text),
} satisfies Pick<QueryHandlers, 'store.list' | 'store.questions' | 'clerk.me' | 'clerk.find'>;
