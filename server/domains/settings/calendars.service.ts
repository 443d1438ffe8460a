import { type Asking, demand } from '#server/asking.ts';
import {
  calendarNameTaken,
  deleteCalendar,
  insertCalendar,
  listCalendars,
  saveCalendar,
  usersOfCalendar,
} from '#server/domains/calendar/calendar.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { type OpeningHours, overlaps } from '#shared/domain/opening-hours.ts';
import type { CalendarSettings } from '#shared/domain/settings.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { editedMeanwhile, recordAct } from './admin-log.service.ts';

type Saved = { readonly id: string; readonly revision: number };

/** Adds a calendar. Errors: `name_taken`, `invalid` for hours that overlap or a day said twice. */
export async function addCalendar(work: Work, asking: Asking, input: CommandParsed<'calendar:add'>): Promise<Saved> {
  demand(asking, 'settings.manage');
  const id = work.nextId();
  const given = { name: input.name, hours: inOrder(input.hours) };
  if (!(await insertCalendar(work, { id, ...given }))) throw nameTaken(input.name);
  await recordAct(work, asking, {
    act: 'calendar:add',
    entity: 'calendar',
    id,
    name: given.name,
    after: { name: given.name, ...given.hours },
  });
  return { id, revision: 1 };
}

/** Changes a calendar. Due times that stand already are not moved. Errors as for adding, and `edited_meanwhile`. */
export async function changeCalendar(
  work: Work,
  asking: Asking,
  { id, revision, ...input }: CommandParsed<'calendar:change'>,
): Promise<Saved> {
  demand(asking, 'settings.manage');
  const before = await known(work, id);
  const given = { id, name: input.name, hours: inOrder(input.hours) };
  if (await calendarNameTaken(work, given.name, id)) throw nameTaken(given.name);
  const saved = await saveCalendar(work, revision, given);
  if (saved === null) throw await editedMeanwhile(work, 'calendar', id);
  await recordAct(work, asking, {
    act: 'calendar:change',
    entity: 'calendar',
    id,
    name: given.name,
    before: { name: before.name, ...before.hours },
    after: { name: given.name, ...given.hours },
  });
  return { id, revision: saved };
}

/** Removes a calendar that nobody uses. Errors: `in_use` with by whom, `edited_meanwhile`. */
export async function removeCalendar(
  work: Work,
  asking: Asking,
  { id, revision }: CommandParsed<'calendar:remove'>,
): Promise<{ id: string }> {
  demand(asking, 'settings.manage');
  const before = await known(work, id);
  const users = await usersOfCalendar(work, id);
  if (users.length > 0) throw new AppError('in_use', { details: { by: users.join(', ') } });
  if (!(await deleteCalendar(work, id, revision))) throw await editedMeanwhile(work, 'calendar', id);
  await recordAct(work, asking, {
    act: 'calendar:remove',
    entity: 'calendar',
    id,
    name: before.name,
    before: { name: before.name, ...before.hours },
  });
  return { id };
}

/** Spans and days in order. Throws `invalid` for spans that overlap and for a day said twice. */
function inOrder(hours: OpeningHours): OpeningHours {
  const lists = [...hours.weekly, hours.holidays ?? [], ...hours.days.map(({ spans }) => spans)];
  if (lists.some(overlaps)) throw new AppError('invalid', { details: { reason: 'hours: two spans of a day overlap' } });
  if (new Set(hours.days.map(({ date }) => date)).size < hours.days.length)
    throw new AppError('invalid', { details: { reason: 'days: a day is there twice' } });
  return { ...hours, days: [...hours.days].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

const nameTaken = (name: string): AppError => new AppError('name_taken', { details: { name } });

async function known(work: Work, id: string): Promise<CalendarSettings> {
  const [calendar] = await listCalendars(work.tx, id);
  if (calendar === undefined) throw new AppError('not_found');
  return calendar;
}
