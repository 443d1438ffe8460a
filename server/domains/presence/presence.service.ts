import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Presence } from '#shared/domain/people.ts';
import { correctPresence, goAsleep, setPresence, wakeUp } from './presence.repository.ts';

type PresenceDeps = Pick<Deps, 'db' | 'clock' | 'publisher'>;
/** What somebody's presence was, so that it can be given back. */
export type EarlierPresence = { readonly presence: Presence; readonly reason: string | null };

const BY_THEIR_WORD: readonly Presence[] = ['ready', 'busy', 'wrap_up', 'away'];

/** Sets what an agent says of themselves; everyone is told after the commit. Error: `not_found`. */
export async function sayPresence(
  work: Work,
  agentId: string,
  presence: Presence,
  reason: string | null,
): Promise<void> {
  if (!(await setPresence(work, agentId, presence, reason))) throw new AppError('not_found');
  work.changes.push({ to: 'presence', agentId });
}

/**
 * What the desktop knows of the machine: locked or asleep is away; back gives what was said before, unless something else
 * was said since. Nothing changes for who is on a call.
 */
export async function sayFact(work: Work, agentId: string, fact: 'asleep' | 'locked' | 'back'): Promise<void> {
  const changed = fact === 'back' ? await wakeUp(work, agentId) : await goAsleep(work, agentId, fact);
  if (changed) work.changes.push({ to: 'presence', agentId });
}

/** Their last window has been gone for a while: nobody shall wait for them. Null when they had left by themselves. */
export async function markDisconnected(deps: PresenceDeps, agentId: string): Promise<EarlierPresence | null> {
  return correct(deps, agentId, BY_THEIR_WORD, { presence: 'disconnected', reason: null });
}

/**
 * A window of theirs is here. Somebody who was cut off gets back what they had said; who was signed out is ready, as one
 * sits down to work.
 */
export async function markConnected(
  deps: PresenceDeps,
  agentId: string,
  earlier: EarlierPresence | null,
): Promise<void> {
  await correct(deps, agentId, ['disconnected', 'signed_out'], earlier ?? { presence: 'ready', reason: null });
}

/** Signed out for good. */
export async function markSignedOut(deps: PresenceDeps, agentId: string): Promise<void> {
  await correct(deps, agentId, [...BY_THEIR_WORD, 'disconnected'], { presence: 'signed_out', reason: null });
}

async function correct(
  { db, clock, publisher }: PresenceDeps,
  agentId: string,
  from: readonly Presence[],
  to: EarlierPresence,
): Promise<EarlierPresence | null> {
  const before = await correctPresence(db, agentId, from, { ...to, at: clock.now() });
  if (before !== null) publisher.publish([{ to: 'presence', agentId }]);
  return before;
}
