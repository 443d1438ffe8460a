import { CALL_ANSWER_SECONDS } from './board.ts';
import { CALL_CHANNEL, type Channel } from './channels.ts';
import type { Targets } from './settings.ts';

/** By when a team answers on a channel, minutes: the first answer's target or the next one's, else what it says for all. */
export function targetMinutes(
  team: { readonly targets: Targets; readonly replyMinutes: number },
  channel: Channel,
  answered: boolean,
): number {
  return team.targets[channel]?.[answered ? 'next' : 'first'] ?? team.replyMinutes;
}

/** Within how many seconds a team picks up the telephone. */
export const callTargetSeconds = ({ targets }: { readonly targets: Targets }): number =>
  targets[CALL_CHANNEL]?.seconds ?? CALL_ANSWER_SECONDS;
