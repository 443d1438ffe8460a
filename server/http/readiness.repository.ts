import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** The newest migration the database has; throws when it does not answer. */
export async function schemaVersion(db: ReadDb): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`select coalesce(max(number), 0)::int as version from schema_migrations`.execute(db);
  return rows[0]?.version ?? 0;
}
