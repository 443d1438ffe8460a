import type { ReadDb } from '#server/db/handle.ts';
import { type Calendar, isOpen, nextOpening } from '#shared/domain/calendar.ts';
import type { OpeningHours } from '#shared/domain/opening-hours.ts';
import { calendarOfTeam, defaultCalendar } from './calendar.repository.ts';
import { isJapaneseHoliday } from './holidays.ts';

/** Opening hours with the holidays of Japan. */
export const withHolidays = (hours: OpeningHours): Calendar => ({ ...hours, isHoliday: isJapaneseHoliday });

/** When a team is there ([CV9]): by its own calendar, else its brand's; null is around the clock. */
export async function teamCalendar(db: ReadDb, teamId: string): Promise<Calendar | null> {
  const found = await calendarOfTeam(db, teamId);
  return found === null ? null : withHolidays(found.hours);
}

/** Whether customers find somebody now, and when else; null where there are no hours. */
export type OpenNow = { readonly open: boolean; readonly nextOpenAt: Date | null };

/** As the team that takes new conversations has it: what the widget tells. */
export async function openNow(db: ReadDb, at: Date): Promise<OpenNow | null> {
  const found = await defaultCalendar(db);
  if (found === null) return null;
  const calendar = withHolidays(found.hours);
  const open = isOpen(calendar, at);
  return { open, nextOpenAt: open ? null : nextOpening(calendar, at) };
}
