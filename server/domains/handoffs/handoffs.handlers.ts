import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { draftBriefFor } from './brief.service.ts';
import { accept, decline, withdraw } from './decide.service.ts';
import { offer } from './offer.service.ts';
import { returnHandoff } from './return.service.ts';

export const handoffHandlers = {
  'handoff:offer': async (work, asking, input) => ({ handoff: await offer(work, asking, input) }),
  'handoff:accept': (work, asking, input) => accept(work, asking, input.handoffId),
  'handoff:decline': async (work, asking, input) => ({ handoff: await decline(work, asking, input) }),
  'handoff:withdraw': async (work, asking, input) => ({ handoff: await withdraw(work, asking, input.handoffId) }),
  'handoff:return': (work, asking, input) => returnHandoff(work, asking, input),
} satisfies Pick<
  CommandHandlers,
  'handoff:offer' | 'handoff:accept' | 'handoff:decline' | 'handoff:withdraw' | 'handoff:return'
>;

export const handoffQueries = {
  'handoff.draft-brief': (deps, asking, input) => draftBriefFor(deps, asking, input.conversationId),
} satisfies Pick<QueryHandlers, 'handoff.draft-brief'>;
