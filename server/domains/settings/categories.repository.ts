import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { CategorySettings } from '#shared/domain/settings.ts';

export async function listCategorySettings(db: ReadDb, only: string | null = null): Promise<CategorySettings[]> {
  const { rows } = await sql<Omit<CategorySettings, 'parentId'> & { parentId: string | null }>`
    select g.id, g.parent_id as "parentId", g.name_ja as "nameJa", g.name_en as "nameEn", g.position,
      g.retired_at is not null as retired, g.revision,
      (select count(*)::int from conversation c where c.category_id = g.id) as used
    from category g where ${only}::uuid is null or g.id = ${only}::uuid order by g.position, g.id`.execute(db);
  return rows.map(({ parentId, ...category }) => ({ ...category, ...(parentId === null ? {} : { parentId }) }));
}

/** Locks the tree, so that two who move its parts can not make it deeper than it may be, or a ring. */
export async function lockTree(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('category tree'))`.execute(work.tx);
}

/** How many levels a category is below the top (1 there), and how many levels hang from it (1 for itself alone). */
export async function levelsOf(work: Work, id: string): Promise<{ depth: number; height: number } | null> {
  const { rows } = await sql<{ depth: number | null; height: number }>`
    with recursive up as (
      select id, parent_id, 1 as n from category where id = ${id}
      union all select p.id, p.parent_id, up.n + 1 from category p join up on up.parent_id = p.id where up.n < 10),
    down as (
      select id, 1 as n from category where id = ${id}
      union all select k.id, down.n + 1 from category k join down on k.parent_id = down.id where down.n < 10)
    select (select max(n) from up) as depth, (select max(n) from down) as height`.execute(work.tx);
  const row = rows[0];
  return row === undefined || row.depth === null ? null : { depth: row.depth, height: row.height };
}

/** Whether one category is another, or stands somewhere below it. */
export async function isWithin(work: Work, id: string, top: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive up as (
      select id, parent_id, 1 as n from category where id = ${id}
      union all select p.id, p.parent_id, up.n + 1 from category p join up on up.parent_id = p.id where up.n < 10)
    select 1 from up where id = ${top}`.execute(work.tx);
  return rows.length > 0;
}

type New = { readonly id: string; readonly parentId: string | null; readonly nameJa: string; readonly nameEn: string };

/** At the end of its level. */
export async function appendCategory(work: Work, c: New): Promise<void> {
  await sql`insert into category (id, parent_id, name_ja, name_en, position)
    select ${c.id}, ${c.parentId}::uuid, ${c.nameJa}, ${c.nameEn}, coalesce(max(position) + 1, 0) from category
    where parent_id is not distinct from ${c.parentId}::uuid`.execute(work.tx);
}

type Change = {
  readonly nameJa: string;
  readonly nameEn: string;
  readonly retired: boolean;
  readonly revision: number;
};

export async function saveCategory(work: Work, id: string, c: Change): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update category set name_ja = ${c.nameJa}, name_en = ${c.nameEn}, revision = revision + 1,
      retired_at = case when ${c.retired} then coalesce(retired_at, ${work.at}) end
    where id = ${id} and revision = ${c.revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

/** Under another parent, at a place of its level; the others there keep their order. Null when the revision moved on. */
export async function moveCategory(
  work: Work,
  { id, revision, parentId, position }: { id: string; revision: number; parentId: string | null; position: number },
): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update category set parent_id = ${parentId}::uuid, revision = revision + 1
    where id = ${id} and revision = ${revision} returning revision`.execute(work.tx);
  const saved = rows[0]?.revision ?? null;
  if (saved === null) return null;
  await sql`
    with others as (select c.id, row_number() over (order by c.position, c.id) - 1 as place from category c
      where c.parent_id is not distinct from ${parentId}::uuid and c.id <> ${id}),
    places as (
      select id, case when place >= ${position} then place + 1 else place end as place from others
      union all select ${id}::uuid, least(${position}, (select count(*) from others)))
    update category c set position = p.place from places p where p.id = c.id`.execute(work.tx);
  return saved;
}

/** How many conversations and how many categories below would lose it. */
export async function usesOf(work: Work, id: string): Promise<{ conversations: number; below: number }> {
  const { rows } = await sql<{ conversations: number; below: number }>`
    select (select count(*)::int from conversation where category_id = ${id}) as conversations,
      (select count(*)::int from category where parent_id = ${id}) as below`.execute(work.tx);
  return rows[0] ?? { conversations: 0, below: 0 };
}

/** False when the revision moved on. */
export async function deleteCategory(work: Work, id: string, revision: number): Promise<boolean> {
  const { rows } = await sql`delete from category where id = ${id} and revision = ${revision} returning 1`.execute(
    work.tx,
  );
  return rows.length === 1;
}
