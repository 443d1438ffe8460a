import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { expire } from './decide.service.ts';
import { endUnaccepted } from './end.service.ts';
import { handoffLocked, moved } from './handoff-locked.service.ts';
import { crossingsDue, offersDue, offersTo } from './handoffs.repository.ts';

const AT_ONCE = 100;

/**
 * Expires offers and private talks whose time is over. Called every second on every hub: the one conditional update lets
 * each expire once, whoever asks. Gives how many it ended.
 */
export async function expireDueOffers(deps: Deps): Promise<number> {
  const ids = await inWork(deps, (work) => offersDue(work, AT_ONCE));
  return endAll(deps, ids, (work, id) => expire(work, id));
}

/**
 * Lapses handoffs whose customer has not come in time: the sender keeps the conversation and is told, and what was sent to
 * the customer leads nowhere any more ([HO4]). Called like `expireDueOffers`. Gives how many it ended.
 */
export async function lapseDueCrossings(deps: Deps): Promise<number> {
  const ids = await inWork(deps, (work) => crossingsDue(work, AT_ONCE));
  return endAll(deps, ids, lapse);
}

/**
 * An agent has gone: signed out, or cut off for longer than the grace. Offers that wait for them and talks that they have
 * joined expire with `receiver_gone` ([HO2]). What they own themselves is not touched here.
 */
export async function onAgentGone(deps: Deps, agentId: string): Promise<number> {
  const ids = await inWork(deps, (work) => offersTo(work, agentId));
  return endAll(deps, ids, (work, id) => expire(work, id, 'receiver_gone'));
}

async function lapse(work: Work, id: string): Promise<Handoff> {
  const found = await handoffLocked(work, id);
  // Asked over again between the look and the lock: it stands.
  if (found.handoff.lapseAt === null || found.handoff.lapseAt > work.at) throw stands(found.handoff.state);
  const ended = await moved(work, found, 'lapse');
  return endUnaccepted(work, { ended, was: found.handoff, locked: found.locked }, null);
}

const stands = (state: string) => new AppError('handoff_decided', { details: { state } });

async function endAll(
  deps: Deps,
  ids: readonly string[],
  end: (work: Work, id: string) => Promise<Handoff>,
): Promise<number> {
  let ended = 0;
  for (const id of ids) {
    try {
      await inWork(deps, (work) => end(work, id));
      ended++;
    } catch (error) {
      // Somebody decided it between the look and the update: theirs is the outcome.
      if (!(error instanceof AppError) || error.code !== 'handoff_decided') throw error;
    }
  }
  return ended;
}
