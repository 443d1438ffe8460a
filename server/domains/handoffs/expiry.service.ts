import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { inWork } from '#server/work.ts';
import { expire } from './decide.service.ts';
import { offersDue, offersTo } from './handoffs.repository.ts';

const AT_ONCE = 100;

/**
 * Expires offers whose time is over. Called every second on every hub: the one conditional update lets each offer expire
 * once, whoever asks. Gives how many it ended.
 */
export async function expireDueOffers(deps: Deps): Promise<number> {
  const ids = await inWork(deps, (work) => offersDue(work, AT_ONCE));
  return expireAll(deps, ids);
}

/**
 * An agent has gone: signed out, or cut off for longer than the grace. Offers that wait for them expire with
 * `receiver_gone` ([HO2]). What they own themselves is not touched here.
 */
export async function onAgentGone(deps: Deps, agentId: string): Promise<number> {
  const ids = await inWork(deps, (work) => offersTo(work, agentId));
  return expireAll(deps, ids, 'receiver_gone');
}

async function expireAll(deps: Deps, ids: readonly string[], reason?: 'receiver_gone'): Promise<number> {
  let ended = 0;
  for (const id of ids) {
    try {
      await inWork(deps, (work) => expire(work, id, reason));
      ended++;
    } catch (error) {
      // Somebody decided it between the look and the update: theirs is the outcome.
      if (!(error instanceof AppError) || error.code !== 'handoff_decided') throw error;
    }
  }
  return ended;
}
