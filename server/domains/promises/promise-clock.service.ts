import type { Deps } from '#server/deps.ts';
import { calendarOfTeam } from '#server/domains/calendar/calendar.repository.ts';
import { holidaysOf } from '#server/domains/calendar/holidays.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { findWorkspace } from '#server/domains/workspace/workspace.repository.ts';
import { AppError } from '#server/errors.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

/** By which clock and hours times in promises of a conversation are read ([CV9]): its team's, or around the clock. */
export async function promiseClock(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  conversationId: string,
): Promise<QueryOutput<'promise.clock'>> {
  const conversation = await findConversation(db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  const [workspace, calendar] = await Promise.all([findWorkspace(db), calendarOfTeam(db, conversation.teamId)]);
  const year = clock.now().getUTCFullYear();
  const holidays = [year, year + 1].flatMap((one) => holidaysOf(one).map(({ date }) => date));
  return {
    timeZone: calendar?.hours.timeZone ?? workspace?.timeZone ?? 'Asia/Tokyo',
    ...(calendar !== null && { hours: calendar.hours }),
    holidays,
  };
}
