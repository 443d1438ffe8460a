import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import { type Calendar, isOpen, nextOpening } from '#shared/domain/calendar.ts';
import type { OpeningHours } from '#shared/domain/opening-hours.ts';
import { calendarOfTeam, defaultCalendar, listCalendars } from './calendar.repository.ts';
import { isJapaneseHoliday } from './holidays.ts';

/** Opening hours with the holidays of Japan. */
export const withHolidays = (hours: OpeningHours): Calendar => ({ ...hours, isHoliday: isJapaneseHoliday });

/** When a team is there ([CV9]): by its own calendar, else its brand's; null is around the clock. */
export async function teamCalendar(db: ReadDb, teamId: string): Promise<Calendar | null> {
  const found = await calendarOfTeam(db, teamId);
  return found === null ? null : withHolidays(found.hours);
}

const inWorks = new WeakMap<Work, Map<string, Promise<Calendar | null>>>();

/** A calendar as it is in this work; read once in it, however many clocks start. */
export function calendarInWork(work: Work, id: string): Promise<Calendar | null> {
  const known = inWorks.get(work) ?? new Map<string, Promise<Calendar | null>>();
  inWorks.set(work, known);
  const found =
    known.get(id) ?? listCalendars(work.tx, id).then(([one]) => (one === undefined ? null : withHolidays(one.hours)));
  known.set(id, found);
  return found;
}

/** Whether customers find somebody now, and when else; null where there are no hours. */
export type OpenNow = { readonly open: boolean; readonly nextOpenAt: Date | null; readonly timeZone: string };

/** As the team that takes new conversations has it: what the widget tells. */
export async function openNow(db: ReadDb, at: Date): Promise<OpenNow | null> {
  const found = await defaultCalendar(db);
  if (found === null) return null;
  const calendar = withHolidays(found.hours);
  const open = isOpen(calendar, at);
  return { open, nextOpenAt: open ? null : nextOpening(calendar, at), timeZone: calendar.timeZone };
}
