import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { OutcomeSettings, Skill } from '#shared/domain/settings.ts';

type Names = { readonly nameJa: string; readonly nameEn: string };
type Change = Names & { readonly revision: number; readonly retired: boolean };

export async function listSkills(db: ReadDb, only: string | null = null): Promise<Skill[]> {
  const { rows } = await sql<Skill>`
    select s.id, s.name_ja as "nameJa", s.name_en as "nameEn", s.retired_at is not null as retired, s.revision,
      (select count(*)::int from agent_skill x join agent a on a.id = x.agent_id and a.active where x.skill_id = s.id) as people
    from skill s where ${only}::uuid is null or s.id = ${only}::uuid order by s.name_ja, s.id`.execute(db);
  return rows;
}

export async function insertSkill(work: Work, id: string, names: Names): Promise<void> {
  await sql`insert into skill (id, name_ja, name_en) values (${id}, ${names.nameJa}, ${names.nameEn})`.execute(work.tx);
}

export async function saveSkill(work: Work, id: string, c: Change): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update skill set name_ja = ${c.nameJa}, name_en = ${c.nameEn}, revision = revision + 1,
      retired_at = case when ${c.retired} then coalesce(retired_at, ${work.at}) end
    where id = ${id} and revision = ${c.revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

export async function listOutcomeSettings(db: ReadDb, only: string | null = null): Promise<OutcomeSettings[]> {
  const { rows } = await sql<OutcomeSettings>`
    select o.code, o.name_ja as "nameJa", o.name_en as "nameEn", o.position, o.retired_at is not null as retired, o.revision,
      (select count(*)::int from conversation c where c.outcome = o.code) as used
    from outcome o where ${only}::text is null or o.code = ${only} order by o.position, o.code`.execute(db);
  return rows;
}

/** At the end of the list. False when the code is taken. */
export async function addOutcomeRow(work: Work, code: string, names: Names): Promise<boolean> {
  const { rows } = await sql`
    insert into outcome (code, name_ja, name_en, position)
    select ${code}, ${names.nameJa}, ${names.nameEn}, coalesce(max(position) + 1, 0) from outcome
    on conflict (code) do nothing returning 1`.execute(work.tx);
  return rows.length === 1;
}

export async function saveOutcome(work: Work, code: string, c: Change): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update outcome set name_ja = ${c.nameJa}, name_en = ${c.nameEn}, revision = revision + 1,
      retired_at = case when ${c.retired} then coalesce(retired_at, ${work.at}) end
    where code = ${code} and revision = ${c.revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

/** Puts an outcome at a place of the list; the others keep their order. */
export async function placeOutcome(work: Work, code: string, position: number): Promise<void> {
  await sql`
    with others as (select o.code, row_number() over (order by o.position, o.code) - 1 as place from outcome o where o.code <> ${code}),
    places as (
      select code, case when place >= ${position} then place + 1 else place end as place from others
      union all select ${code}, least(${position}, (select count(*) from others)))
    update outcome o set position = p.place from places p where p.code = o.code and o.position <> p.place`.execute(
    work.tx,
  );
}
