import { correctPresence } from '#server/domains/presence/presence.repository.ts';
import type { Work } from '#server/work.ts';
import type { Presence } from '#shared/domain/people.ts';
import type { CallRecord } from './calls.repository.ts';
import { otherCallsOf } from './calls.repository.ts';

/** What somebody goes back to after a call: what they had said of themselves before it. */
const BACK_TO: readonly Presence[] = ['ready', 'away', 'busy'];

async function correct(
  work: Work,
  agentId: string,
  from: readonly Presence[],
  to: { presence: Presence; reason: string | null },
): Promise<Presence | null> {
  const before = await correctPresence(work.tx, agentId, from, { ...to, at: work.at });
  if (before !== null) work.changes.push({ to: 'presence', agentId });
  return before?.presence ?? null;
}

/** Somebody is on a call. Gives what they were before it, or null when they are not here by their own word. */
export async function goOnCall(work: Work, agentId: string): Promise<Presence | null> {
  const before = await correct(work, agentId, ['ready', 'away', 'wrap_up', 'busy'], {
    presence: 'busy',
    reason: 'on_call',
  });
  // Who was writing up the last call was ready before that, or would have been.
  return before === 'wrap_up' ? 'ready' : before;
}

/** Their call is over and is to be written up. */
export async function goWrapUp(work: Work, agentId: string): Promise<void> {
  await correct(work, agentId, ['busy'], { presence: 'wrap_up', reason: 'after_call' });
}

/** Done with a call: what they were before it again, unless another one goes on. */
export async function leaveCall(work: Work, call: CallRecord, agentId: string): Promise<void> {
  if ((await otherCallsOf(work.tx, agentId, call.id)) > 0) return;
  const earlier = BACK_TO.find((presence) => presence === call.presenceBefore) ?? 'ready';
  await correct(work, agentId, ['busy', 'wrap_up'], { presence: earlier, reason: null });
}
