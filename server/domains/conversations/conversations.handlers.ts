import type { CommandHandlers } from '#server/asking.ts';
import { categorise } from './categorise.service.ts';
import { claim, release } from './claim.service.ts';
import { setStatus } from './status.service.ts';
import { reopen, resolve } from './wrap-up.service.ts';

export const conversationHandlers = {
  'conversation:claim': async (work, asking, input) => ({ conversation: await claim(work, asking, input) }),
  'conversation:release': async (work, asking, input) => ({ conversation: await release(work, asking, input) }),
  'conversation:set-status': async (work, asking, input) => ({ conversation: await setStatus(work, asking, input) }),
  'conversation:categorise': async (work, asking, input) => ({ conversation: await categorise(work, asking, input) }),
  'conversation:resolve': async (work, asking, input) => ({ conversation: await resolve(work, asking, input) }),
  'conversation:reopen': async (work, asking, input) => ({ conversation: await reopen(work, asking, input) }),
} satisfies Pick<
  CommandHandlers,
  | 'conversation:claim'
  | 'conversation:release'
  | 'conversation:set-status'
  | 'conversation:categorise'
  | 'conversation:resolve'
  | 'conversation:reopen'
>;
