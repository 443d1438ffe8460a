import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { BrandSettings, TeamFields, TeamSettings } from '#shared/domain/settings.ts';

type TeamRow = Omit<TeamSettings, 'calendarId' | 'brandId'> & { calendarId: string | null; brandId: string | null };

export async function listTeamSettings(db: ReadDb, only: string | null = null): Promise<TeamSettings[]> {
  const { rows } = await sql<TeamRow>`
    select t.id, t.name, t.wrap_up as "wrapUp", t.offer_seconds as "offerSeconds", t.reply_minutes as "replyMinutes",
      t.reopen_hours as "reopenHours", t.is_default as "isDefault", t.calendar_id as "calendarId", t.brand_id as "brandId",
      t.revision, t.routing, t.targets, t.silence_minutes as "silenceMinutes", t.needs, t.match_language as "matchLanguage",
      t.delayed_channels as "delayedChannels",
      (select count(*)::int from team_member m join agent a on a.id = m.agent_id and a.active
        where m.team_id = t.id) as members
    from team t where ${only}::uuid is null or t.id = ${only}::uuid order by t.is_default desc, t.name`.execute(db);
  return rows.map(({ calendarId, brandId, ...team }) => ({
    ...team,
    ...(calendarId === null ? {} : { calendarId }),
    ...(brandId === null ? {} : { brandId }),
  }));
}

export async function insertTeamSettings(work: Work, id: string, t: TeamFields): Promise<void> {
  await sql`insert into team (id, name, wrap_up, offer_seconds, reply_minutes, reopen_hours, calendar_id, brand_id, created_at,
      routing, targets, silence_minutes, needs, match_language, delayed_channels)
    values (${id}, ${t.name}, ${t.wrapUp}::text[], ${t.offerSeconds}, ${t.replyMinutes}, ${t.reopenHours},
      ${t.calendarId}, ${t.brandId}, ${work.at}, ${t.routing}, ${JSON.stringify(t.targets)}::jsonb, ${t.silenceMinutes},
      ${JSON.stringify(t.needs)}::jsonb, ${t.matchLanguage}, ${t.delayedChannels}::text[])`.execute(work.tx);
}

/** Null when the revision has moved on. */
export async function saveTeamSettings(
  work: Work,
  id: string,
  revision: number,
  t: TeamFields,
): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update team set name = ${t.name}, wrap_up = ${t.wrapUp}::text[], offer_seconds = ${t.offerSeconds},
      reply_minutes = ${t.replyMinutes}, reopen_hours = ${t.reopenHours}, calendar_id = ${t.calendarId}::uuid,
      brand_id = ${t.brandId}::uuid, routing = ${t.routing}, targets = ${JSON.stringify(t.targets)}::jsonb,
      silence_minutes = ${t.silenceMinutes}, needs = ${JSON.stringify(t.needs)}::jsonb, match_language = ${t.matchLanguage},
      delayed_channels = ${t.delayedChannels}::text[],
      revision = revision + 1
    where id = ${id} and revision = ${revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

/** This team takes new conversations and no other does. Whoever edits the one before is told that it changed. */
export async function makeDefaultTeam(work: Work, id: string): Promise<void> {
  await sql`update team set is_default = false, revision = revision + 1 where is_default and id <> ${id}`.execute(
    work.tx,
  );
  await sql`update team set is_default = true where id = ${id}`.execute(work.tx);
}

/** Locks which team is the default one, so that two who change it line up. */
export async function lockDefaultTeam(work: Work): Promise<void> {
  await sql`select 1 from team where is_default for no key update`.execute(work.tx);
}

export async function teamNameTaken(work: Work, name: string, except: string): Promise<boolean> {
  const { rows } = await sql`select 1 from team where name = ${name} and id <> ${except}`.execute(work.tx);
  return rows.length > 0;
}

export async function listBrands(db: ReadDb, only: string | null = null): Promise<BrandSettings[]> {
  const { rows } = await sql<Omit<BrandSettings, 'calendarId'> & { calendarId: string | null }>`
    select id, name, calendar_id as "calendarId", revision from brand
    where ${only}::uuid is null or id = ${only}::uuid order by name`.execute(db);
  return rows.map(({ calendarId, ...brand }) => ({ ...brand, ...(calendarId === null ? {} : { calendarId }) }));
}

type Brand = { readonly id: string; readonly name: string; readonly calendarId: string | null };

export async function insertBrand(work: Work, b: Brand): Promise<boolean> {
  const { rows } = await sql`insert into brand (id, name, calendar_id, created_at)
    values (${b.id}, ${b.name}, ${b.calendarId}, ${work.at}) on conflict (name) do nothing returning 1`.execute(
    work.tx,
  );
  return rows.length === 1;
}

export async function saveBrand(work: Work, revision: number, b: Brand): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update brand set name = ${b.name}, calendar_id = ${b.calendarId}::uuid, revision = revision + 1
    where id = ${b.id} and revision = ${revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

export async function brandNameTaken(work: Work, name: string, except: string): Promise<boolean> {
  const { rows } = await sql`select 1 from brand where name = ${name} and id <> ${except}`.execute(work.tx);
  return rows.length > 0;
}

/** Whether a calendar and a brand are there; null asks for none. */
export async function areThere(work: Work, calendarId: string | null, brandId: string | null): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`
    select (${calendarId}::uuid is null or exists (select 1 from calendar where id = ${calendarId}::uuid))
      and (${brandId}::uuid is null or exists (select 1 from brand where id = ${brandId}::uuid)) as ok`.execute(
    work.tx,
  );
  return rows[0]?.ok === true;
}
