import type { Asking } from '#server/asking.ts';
import type { Work } from '#server/work.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { markSeen as keepMark } from './seen.repository.ts';

/** Keeps how far the asker has seen a thread on the focused screen; a mark only moves on. */
export async function markSeen(
  work: Work,
  asking: Asking,
  input: CommandParsed<'seen:mark'>,
): Promise<Record<string, never>> {
  await keepMark(work, asking.actor.id, input);
  return {};
}
