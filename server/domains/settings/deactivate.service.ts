import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { changeOwner, conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { expire } from '#server/domains/handoffs/decide.service.ts';
import { offersTo } from '#server/domains/handoffs/handoffs.repository.ts';
import { withdrawOpenOffer } from '#server/domains/handoffs/withdraw-open.service.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import { ownedByInactive } from './people.repository.ts';

type By = { readonly id: string; readonly name: string } | null;

const MOST = 10_000;
const AT_ONCE = 50;

/**
 * What waits for somebody who leaves goes to the queues of its teams, and what was offered to them expires, in this
 * transaction ([CV6], [HO2]).
 */
export async function leaveNothingBehind(work: Work, asking: Asking, agentId: string): Promise<void> {
  for (const id of await offersTo(work, agentId)) await expireIfOpen(work, id);
  const by = { id: asking.actor.id, name: asking.name };
  for (const { id } of await ownedByInactive(work, agentId, MOST)) await toQueue(work, id, agentId, by);
}

/** Heals what slipped in while somebody was being deactivated. Gives how many conversations it moved. */
export async function releaseOfInactive(deps: Deps): Promise<number> {
  const found = await inWork(deps, (work) => ownedByInactive(work, null, AT_ONCE));
  for (const { id, agentId } of found) await inWork(deps, (work) => toQueue(work, id, agentId, null));
  return found.length;
}

async function toQueue(work: Work, id: string, agentId: string, by: By): Promise<void> {
  const locked = await conversationLocked(work, id);
  if (locked.ownerAgentId !== agentId || locked.status === 'resolved') return;
  await withdrawOpenOffer(work, locked, by);
  const to = { type: 'team', id: locked.teamId, name: locked.teamName } as const;
  await changeOwner(work, locked, { to, change: 'released', by });
}

async function expireIfOpen(work: Work, handoffId: string): Promise<void> {
  try {
    await expire(work, handoffId, 'receiver_gone');
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'handoff_decided') throw error;
  }
}
