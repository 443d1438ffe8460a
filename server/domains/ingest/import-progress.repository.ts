import { sql } from 'kysely';
import type { Deps } from '#server/deps.ts';

/** How far a file came, over all runs of it. */
export type ImportProgress = {
  readonly linesDone: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
};

/** What is known of a file by the hash of its bytes; null for a file that never came. */
export async function findImport({ db }: Pick<Deps, 'db'>, fileHash: Buffer): Promise<ImportProgress | null> {
  const { rows } = await sql<ImportProgress>`
    select lines_done as "linesDone", accepted, duplicates, rejected from import_progress where file_hash = ${fileHash}`.execute(
    db,
  );
  return rows[0] ?? null;
}

export async function saveImport(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  fileHash: Buffer,
  p: ImportProgress,
): Promise<void> {
  await sql`
    insert into import_progress (file_hash, lines_done, accepted, duplicates, rejected, updated_at)
    values (${fileHash}, ${p.linesDone}, ${p.accepted}, ${p.duplicates}, ${p.rejected}, ${clock.now()})
    on conflict (file_hash) do update set lines_done = excluded.lines_done, accepted = excluded.accepted,
      duplicates = excluded.duplicates, rejected = excluded.rejected, updated_at = excluded.updated_at`.execute(db);
}
