import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { OpeningHours } from '#shared/domain/opening-hours.ts';
import type { CalendarSettings } from '#shared/domain/settings.ts';

type Row = Omit<OpeningHours, 'timeZone'> & {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly revision: number;
};

export async function listCalendars(db: ReadDb, only: string | null = null): Promise<CalendarSettings[]> {
  const { rows } = await sql<Row>`
    select id, name, time_zone as "timeZone", weekly, holidays, days, revision from calendar
    where ${only}::uuid is null or id = ${only}::uuid order by name`.execute(db);
  return rows.map(({ id, name, revision, ...hours }) => ({ id, name, hours, revision }));
}

/** A team's calendar, its own or its brand's; null when it has none. */
export async function calendarOfTeam(db: ReadDb, teamId: string): Promise<CalendarSettings | null> {
  const { rows } = await sql<{ id: string | null }>`
    select coalesce(t.calendar_id, b.calendar_id) as id from team t left join brand b on b.id = t.brand_id
    where t.id = ${teamId}`.execute(db);
  const id = rows[0]?.id ?? null;
  return id === null ? null : ((await listCalendars(db, id))[0] ?? null);
}

/** The calendar of the team that takes new conversations. */
export async function defaultCalendar(db: ReadDb): Promise<CalendarSettings | null> {
  const { rows } = await sql<{ id: string }>`select id from team where is_default`.execute(db);
  return rows[0] === undefined ? null : calendarOfTeam(db, rows[0].id);
}

type Given = { readonly id: string; readonly name: string; readonly hours: OpeningHours };

const json = (value: unknown) => (value === null ? sql`null` : sql`${JSON.stringify(value)}::jsonb`);

/** False when the name is taken. */
export async function insertCalendar(work: Work, { id, name, hours }: Given): Promise<boolean> {
  const { rows } = await sql`
    insert into calendar (id, name, time_zone, weekly, holidays, days, created_at)
    values (${id}, ${name}, ${hours.timeZone}, ${json(hours.weekly)}, ${json(hours.holidays)}, ${json(hours.days)}, ${work.at})
    on conflict (name) do nothing returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Null when the revision moved on. */
export async function saveCalendar(work: Work, revision: number, { id, name, hours }: Given): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update calendar set name = ${name}, time_zone = ${hours.timeZone}, weekly = ${json(hours.weekly)},
      holidays = ${json(hours.holidays)}, days = ${json(hours.days)}, revision = revision + 1
    where id = ${id} and revision = ${revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

export async function calendarNameTaken(work: Work, name: string, except: string): Promise<boolean> {
  const { rows } = await sql`select 1 from calendar where name = ${name} and id <> ${except}`.execute(work.tx);
  return rows.length > 0;
}

/** Names of the teams and brands that use it. */
export async function usersOfCalendar(work: Work, id: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from team where calendar_id = ${id} union all select name from brand where calendar_id = ${id}`.execute(
    work.tx,
  );
  return rows.map(({ name }) => name);
}

export async function deleteCalendar(work: Work, id: string, revision: number): Promise<boolean> {
  const { rows } = await sql`delete from calendar where id = ${id} and revision = ${revision} returning 1`.execute(
    work.tx,
  );
  return rows.length === 1;
}
