import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { StoreSettings } from '#shared/domain/settings.ts';

/** Every store, by name, with how many questions wait there. */
export async function listStores(db: ReadDb): Promise<StoreSettings[]> {
  const { rows } = await sql<Omit<StoreSettings, 'phone'> & { phone: string | null }>`
    select s.id, s.code, s.name, s.phone, s.active, s.revision,
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
export type SavedStore = Save & { readonly id: string; readonly revision: number };

/** A store by its code, locked: who changes it too waits. */
export async function lockStore(work: Work, code: string): Promise<SavedStore | null> {
  const { rows } = await sql<SavedStore>`
    select id, code, name, phone, active, revision from store where code = ${code} for no key update`.execute(work.tx);
  return rows[0] ?? null;
}

/** Adds a store or writes over the one with its code; null when that is there and is not to be written over. */
export async function saveStore(work: Work, s: Save, over: boolean): Promise<SavedStore | null> {
  const { rows } = await sql<SavedStore>`
    insert into store (id, code, name, phone, active, created_at)
    values (${work.nextId()}, ${s.code}, ${s.name}, ${s.phone}, ${s.active}, ${work.at})
    on conflict (code) do update set name = excluded.name, phone = excluded.phone, active = excluded.active,
      revision = store.revision + 1
    where ${over}
    returning id, code, name, phone, active, revision`.execute(work.tx);
  return rows[0] ?? null;
}

/** The clerk's name; null when there is no such clerk. */
export async function placeClerk(work: Work, agentId: string, storeId: string | null): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    update agent set store_id = ${storeId}::uuid where id = ${agentId}::uuid and role = 'clerk' returning name`.execute(
    work.tx,
  );
  return rows[0]?.name ?? null;
}
