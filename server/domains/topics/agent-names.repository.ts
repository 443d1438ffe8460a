import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** Names of agents by id; those that do not exist are left out. */
export async function agentNames(db: ReadDb, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from agent where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
