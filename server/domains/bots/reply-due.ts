import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import type { Work } from '#server/work.ts';
import { dueAfter } from '#shared/domain/calendar.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Targets } from '#shared/domain/settings.ts';
import { targetMinutes } from '#shared/domain/targets.ts';

/** When a team owes a person's first answer on a channel to somebody who waits since then, in its open hours ([CV9]). */
export async function replyDueFor(
  work: Work,
  { teamId, channel }: { readonly teamId: string; readonly channel: Channel },
  since: Date,
): Promise<Date> {
  const { minutes, targets } = await work.tx
    .selectFrom('team')
    .select(['reply_minutes as minutes', 'targets'])
    .where('id', '=', teamId)
    .executeTakeFirstOrThrow();
  const target = targetMinutes({ targets: targets as Targets, replyMinutes: minutes }, channel, false);
  return dueAfter(await teamCalendar(work.tx, teamId), since, target);
}
