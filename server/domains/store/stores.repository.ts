import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Store } from '#shared/domain/store.ts';

/** Every store, by name, with how many questions wait there. */
export async function listStores(db: ReadDb): Promise<Store[]> {
  const { rows } = await sql<Omit<Store, 'phone'> & { phone: string | null }>`
    select s.id, s.code, s.name, s.phone, s.active,
      (select count(*) from store_question q where q.store_id = s.id and q.state = 'open')::int as "openQuestions"
    from store s order by s.active desc, s.name collate "ja-x-icu", s.code`.execute(db);
  return rows.map(({ phone, ...store }) => (phone === null ? store : { ...store, phone }));
}

export type StoreRecord = { readonly id: string; readonly code: string; readonly name: string };

export async function findStore(db: ReadDb, id: string): Promise<StoreRecord | null> {
  const { rows } = await sql<StoreRecord>`select id, code, name from store where id = ${id}::uuid and active`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The store a clerk works at; null while nobody said. */
export async function storeOfClerk(db: ReadDb, agentId: string): Promise<StoreRecord | null> {
  const { rows } = await sql<StoreRecord>`
    select s.id, s.code, s.name from agent a join store s on s.id = a.store_id where a.id = ${agentId}::uuid`.execute(
    db,
  );
  return rows[0] ?? null;
}

type Save = { readonly code: string; readonly name: string; readonly phone: string | null; readonly active: boolean };

export async function saveStore(work: Work, s: Save): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into store (id, code, name, phone, active, created_at)
    values (${work.nextId()}, ${s.code}, ${s.name}, ${s.phone}, ${s.active}, ${work.at})
    on conflict (code) do update set name = excluded.name, phone = excluded.phone, active = excluded.active
    returning id`.execute(work.tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('a saved store has an id');
  return id;
}

/** False when there is no such clerk. */
export async function placeClerk(work: Work, agentId: string, storeId: string | null): Promise<boolean> {
  const { rows } = await sql`
    update agent set store_id = ${storeId}::uuid where id = ${agentId}::uuid and role = 'clerk' returning 1`.execute(
    work.tx,
  );
  return rows.length === 1;
}
