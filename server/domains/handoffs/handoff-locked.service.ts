import type { Asking } from '#server/asking.ts';
import { together } from '#server/db/together.ts';
import { type ConversationRecord, lockedOfHandoff } from '#server/domains/conversations/conversations.repository.ts';
import { type LockedCustomer, refuseGrown } from '#server/domains/customers/members.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Ahead, Work } from '#server/work.ts';
import { type HandoffAct, nextPlace } from '#shared/domain/handoff-moves.ts';
import { type HandoffPatch, moveHandoff, moveLockedHandoff } from './handoff-changes.repository.ts';
import { findHandoff, type HandoffRecord, handoffById } from './handoffs.repository.ts';

export type LockedHandoff = { readonly handoff: HandoffRecord; readonly locked: ConversationRecord };

/** Its thread, its conversation, itself: locked and read one after the other, so that each is as new as the locks. */
const lockAndRead = (id: string) => [...lockedOfHandoff(id), handoffById(id)] as const;
type Found = readonly [LockedCustomer[], ConversationRecord[], HandoffRecord[]];

const foundAhead = new WeakMap<Work, { readonly id: string; readonly found: Found }>();

/** The locks and reads of `handoffLocked`, to be sent before it is called; the next call uses them. */
export const handoffAhead = (work: Work, id: string): Ahead => ({
  statements: lockAndRead(id),
  take: (rows) => void foundAhead.set(work, { id, found: rows as unknown as Found }),
});

/** The handoff behind its conversation's lock, so that nobody decides it between this look and the update. */
export async function handoffLocked(work: Work, id: string): Promise<LockedHandoff> {
  const ahead = foundAhead.get(work);
  // Once: who asks again wants to know what has become of it.
  foundAhead.delete(work);
  const found: Found = ahead?.id === id ? ahead.found : await together(work.tx, lockAndRead(id));
  const [threads, [locked], [handoff]] = found;
  await refuseGrown(work, threads);
  if (locked === undefined || handoff === undefined) throw new AppError('not_found');
  return { handoff, locked };
}

/** The handoff as it is in this work. */
export async function handoffNow(work: Work, id: string): Promise<HandoffRecord> {
  const handoff = await findHandoff(work.tx, id);
  if (handoff === null) throw new Error(`handoff ${id} is gone within its own transaction`);
  return handoff;
}

/** Where an act would lead this handoff; null when it comes too late. */
export const placeAfter = (h: HandoffRecord, act: HandoffAct) =>
  nextPlace(h, act, { kind: h.kind, crosses: h.crossing !== null });

/**
 * Lets an act happen to a locked handoff, through the one conditional update; whoever loses learns the outcome by
 * `handoff_decided` ([HO2]). Gives it as it is then.
 */
export async function moved(
  work: Work,
  found: LockedHandoff,
  act: HandoffAct,
  patch: HandoffPatch = {},
): Promise<HandoffRecord> {
  const changed = await moveHandoff(work, found.handoff, placeOrLost(found, act), patch);
  if (changed === null) throw lost(found.handoff);
  return { ...found.handoff, ...changed };
}

/** The same where it completes the handoff, with the next statement: gives it as it will be then. */
export async function completed(
  work: Work,
  found: LockedHandoff,
  act: HandoffAct,
  by: { readonly id: string; readonly name: string },
): Promise<HandoffRecord> {
  const { handoff } = found;
  const to = placeOrLost(found, act);
  await moveLockedHandoff(work, handoff, to, { acceptedBy: by.id });
  const { at } = work;
  const { acceptedAt } = handoff;
  const times = { acceptedAt: acceptedAt ?? at, completedAt: at, decidedAt: at };
  return { ...handoff, ...to, ...times, acceptedBy: by.id, acceptedByName: by.name };
}

function placeOrLost({ handoff, locked }: LockedHandoff, act: HandoffAct) {
  // The owner changed in another way, and nobody has noticed yet: it is withdrawn by that.
  const stray = handoff.epoch !== locked.epoch && (handoff.state === 'offered' || handoff.state === 'accepted');
  if (stray) throw new AppError('handoff_decided', { details: { state: 'withdrawn' } });
  const place = placeAfter(handoff, act);
  if (place === null) throw lost(handoff);
  return place;
}

const lost = ({ state }: HandoffRecord) => new AppError('handoff_decided', { details: { state } });

/** Whether an offer is made to the asker, or to a team of theirs. */
export function mayReceive({ actor }: Asking, h: HandoffRecord): boolean {
  if (h.toAgentId !== null) return h.toAgentId === actor.id;
  return h.toTeamId !== null && actor.teamIds.includes(h.toTeamId) && h.fromAgentId !== actor.id;
}

/** The agent, if they are the sender or have accepted. */
export function eitherOf({ handoff }: LockedHandoff, agentId: string): string | undefined {
  return agentId === handoff.fromAgentId || agentId === handoff.acceptedBy ? agentId : undefined;
}
