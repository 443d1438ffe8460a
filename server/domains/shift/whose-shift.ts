import { type Asking, demand } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { AppError } from '#server/errors.ts';
import { type ShiftAgent, shiftAgent } from './shift.repository.ts';

/** Whose shift it is about, if the asker may end it: their own, or that of somebody in one of a lead's teams. */
export async function shiftOf(db: ReadDb, asking: Asking, agentId: string | undefined): Promise<ShiftAgent> {
  const agent = await shiftAgent(db, agentId ?? asking.actor.id);
  if (agent === null) throw new AppError('not_found');
  const shared = agent.teamIds.find((id) => asking.actor.teamIds.includes(id));
  demand(asking, 'shift.hand-over', { ownerId: agent.id, teamId: shared });
  return agent;
}
