import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { answerChannel } from '#shared/domain/channels.ts';
import { findHeld, type HeldRecord, type Move, moveHeld, waitingIn } from './held.repository.ts';
import { tellHeld } from './tell-held.service.ts';

/** A held answer behind the lock of its conversation. */
export type At = { readonly locked: ConversationRecord; readonly held: HeldRecord };

/** The answer as it is behind its conversation's lock, if it still waits; `approval_decided` or `approval_moved` if not. */
export async function lockedHeld(work: Work, id: string): Promise<At> {
  const at = await lockedOrDecided(work, id);
  if (at.held.state !== 'waiting') throw alreadyDecided(at.held);
  return at;
}

/** Another owner, another channel than its author and the rules knew, or closed: nobody lets it out any more. */
export const hasMovedOn = (c: ConversationRecord, held: HeldRecord): boolean =>
  c.epoch !== held.epoch ||
  c.status === 'resolved' ||
  c.ownerAgentId !== held.author.id ||
  answerChannel(c.channel) !== held.channel;

/** Moves one on from waiting. Throws as `lockedHeld` does when somebody was first. */
export async function moved(work: Work, held: HeldRecord, move: Move): Promise<HeldRecord> {
  const done = await moveHeld(work, held.id, move);
  if (done === null) throw alreadyDecided(held);
  return done;
}

/** What waits goes back to its author when the conversation is not theirs any more as it was, or is closed ([CV4]). */
export async function giveBackMoved(work: Work, heldId: string): Promise<boolean> {
  const { locked, held } = await lockedOrDecided(work, heldId);
  if (held.state !== 'waiting' || !hasMovedOn(locked, held)) return false;
  const why = locked.status === 'resolved' ? 'resolved' : 'moved';
  const done = await moved(work, held, { to: 'returned', by: null, why });
  await tellHeld(work, locked, done, { event: 'approval_returned', by: null, reason: why });
  return true;
}

/** Throws `approval_waiting` while an answer of this conversation waits for a lead, see `refuseWaiting`. */
export async function refuseWhileWaiting(work: Work, conversationId: string): Promise<void> {
  await refuseWaiting(work, (await waitingIn(conversationId).execute(work.tx)).rows);
}

/**
 * Throws `approval_waiting` where one waits. A former owner's goes back to them here and now: whoever owns the conversation
 * by now could neither take it back nor have it decided. The conversation is locked.
 */
export async function refuseWaiting(work: Work, waiting: readonly { readonly id: string }[]): Promise<void> {
  for (const { id } of waiting) if (!(await giveBackMoved(work, id))) throw new AppError('approval_waiting');
}

async function lockedOrDecided(work: Work, id: string): Promise<At> {
  const known = await findHeld(work.tx, id);
  if (known === null) throw new AppError('not_found');
  const locked = await conversationLocked(work, known.conversationId);
  const held = await findHeld(work.tx, id);
  if (held === null) throw new AppError('not_found');
  return { locked, held };
}

function alreadyDecided({ decidedBy, author, state }: HeldRecord): AppError {
  // Nobody decided: the conversation went on without it.
  if (state === 'returned' && decidedBy === undefined) return new AppError('approval_moved');
  return new AppError('approval_decided', { details: { by: decidedBy?.name ?? author.name, state } });
}
