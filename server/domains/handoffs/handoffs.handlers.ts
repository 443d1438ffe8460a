import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { waysAcross } from '#server/channels/inviting.ts';
import { draftBriefFor } from './brief.service.ts';
import { inviteAgain } from './cross.service.ts';
import { accept, decline, pass, withdraw } from './decide.service.ts';
import { offer } from './offer.service.ts';
import { readBrief } from './read-brief.service.ts';
import { returnHandoff } from './return.service.ts';
import { talk } from './talk.service.ts';

export const handoffHandlers = {
  'handoff:offer': async (work, asking, input) => ({ handoff: await offer(work, asking, input) }),
  'handoff:accept': (work, asking, input) => accept(work, asking, input.handoffId),
  'handoff:decline': async (work, asking, input) => ({ handoff: await decline(work, asking, input) }),
  'handoff:withdraw': async (work, asking, input) => ({ handoff: await withdraw(work, asking, input.handoffId) }),
  'handoff:return': (work, asking, input) => returnHandoff(work, asking, input),
  'handoff:talk': async (work, asking, input) => ({ item: await talk(work, asking, input) }),
  'handoff:pass': (work, asking, input) => pass(work, asking, input.handoffId),
  'handoff:invite-again': async (work, asking, input) => ({ handoff: await inviteAgain(work, asking, input) }),
  'handoff:read-brief': async (work, asking, input) => ({ handoff: await readBrief(work, asking, input.handoffId) }),
} satisfies Pick<
  CommandHandlers,
  | 'handoff:offer'
  | 'handoff:accept'
  | 'handoff:decline'
  | 'handoff:withdraw'
  | 'handoff:return'
  | 'handoff:talk'
  | 'handoff:pass'
  | 'handoff:invite-again'
  | 'handoff:read-brief'
>;

export const handoffQueries = {
  'handoff.draft-brief': (deps, asking, input) => draftBriefFor(deps, asking, input),
  'handoff.ways': waysAcross,
} satisfies Pick<QueryHandlers, 'handoff.draft-brief' | 'handoff.ways'>;
