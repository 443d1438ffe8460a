import { type Asking, demand } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { tickBrief } from './handoff-changes.repository.ts';
import { handoffLocked, handoffNow, type LockedHandoff } from './handoff-locked.service.ts';
import { asHandoff } from './handoff-view.ts';
import { lockAgents } from './handoffs.repository.ts';
import { tellHandoff } from './tell-handoff.service.ts';

/** The receiver ticks the brief as read ([HO3]); ticking it again changes nothing. Throws `wrong_state` once it came to nothing. */
export async function readBrief(work: Work, asking: Asking, handoffId: string): Promise<Handoff> {
  const found = await handoffLocked(work, handoffId);
  const { handoff } = found;
  demand(asking, 'handoff.decide', { ownerId: isReceiver(found, asking.actor.id) ? asking.actor.id : undefined });
  if (!['offered', 'accepted', 'completed'].includes(handoff.state)) {
    throw new AppError('wrong_state', { details: { state: handoff.state } });
  }
  if (!(await tickBrief(work, handoffId, asking.actor.id))) return asHandoff(handoff);
  await lockAgents(work, [handoff.fromAgentId, handoff.toAgentId, handoff.acceptedBy]);
  const read = await handoffNow(work, handoffId);
  await tellHandoff(work, read);
  return asHandoff(read);
}

/** Who accepted it, to whom it was offered, or who took it from the queue that it was given to. */
function isReceiver({ handoff, locked }: LockedHandoff, agentId: string): boolean {
  if (handoff.acceptedBy !== null) return handoff.acceptedBy === agentId;
  return handoff.toAgentId === agentId || (handoff.toTeamId !== null && locked.ownerAgentId === agentId);
}
