import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { BlobStore } from '#server/blobs/blob-store.ts';
import { postgresBlobStore } from '#server/blobs/blobs.repository.ts';
import { BACKUP_LOCK } from '#server/db/backup/backup-lock.ts';
import type { ReadDb } from '#server/db/handle.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { S3Objects } from './s3-objects.ts';

/** Objects removed at a time. */
const SWEEP = 500;
/** So many refusals one after the other, and a sweep asks no further. */
const MOST_FAILURES = 10;

/**
 * Bytes in an S3-compatible store, facts and rights in the database ([SY7]). The object is there before its row is, so a
 * row never points at nothing. What the database held before is still read from it.
 */
export function s3BlobStore(db: ReadDb, clock: Clock, objects: S3Objects): BlobStore {
  const { facts } = postgresBlobStore(db, clock);
  return {
    facts,
    async put(blob, bytes) {
      const digest = createHash('sha256').update(bytes).digest();
      await objects.put(blob.id, bytes);
      await sql`
        insert into blob (id, owner_type, owner_id, name, mime, size, width, height, sha256, kept_in, created_at)
        values (${blob.id}, ${blob.ownerType}, ${blob.ownerId}, ${blob.name}, ${blob.mime}, ${blob.size}, ${blob.width},
          ${blob.height}, ${digest}, 's3', ${clock.now()})`.execute(db);
    },
    async bytes(id) {
      const { rows } = await sql<{ bytes: Buffer | null; size: number; sha256: Buffer }>`
        select bytes, size, sha256 from blob where id = ${id}::uuid`.execute(db);
      const [row] = rows;
      if (row === undefined || row.bytes !== null) return row?.bytes ?? null;
      const bytes = await objects.get(id, row.size);
      if (bytes === null) throw new Error(`the object store has lost ${id}`);
      if (!createHash('sha256').update(bytes).digest().equals(row.sha256))
        throw new Error(`the object store gave other bytes than were kept as ${id}`);
      return bytes;
    },
    async sweep() {
      let removed = 0;
      for (;;) {
        const batch = await sweepBatch();
        removed += batch.removed;
        if (batch.failed > 0) throw new Error(`${batch.failed} objects could not be removed: ${batch.why}`);
        if (batch.removed < SWEEP) return removed;
      }
    },
  };

  /** What can not be removed goes to the end of the line, so that it keeps nothing else from leaving. */
  async function sweepBatch(): Promise<{ removed: number; failed: number; why: string }> {
    // Not while a backup runs: it still has to copy what was there at its moment. Read after the rows, so that one which begins
    // in between sees them gone.
    const { rows } = await sql<{ id: string }>`select id from blob_leaving where not exists (
        select 1 from pg_locks where locktype = 'advisory' and classid = 0 and objid = ${BACKUP_LOCK} and objsubid = 1
          and database = (select oid from pg_database where datname = current_database()))
      order by at limit ${SWEEP}`.execute(db);
    const result = { removed: 0, failed: 0, why: '' };
    let inARow = 0;
    for (const { id } of rows) {
      try {
        await objects.remove(id);
        await sql`delete from blob_leaving where id = ${id}::uuid`.execute(db);
        result.removed += 1;
        inARow = 0;
      } catch (thrown: unknown) {
        result.failed += 1;
        result.why = thrown instanceof Error ? thrown.message : 'unknown';
        inARow += 1;
        // The store itself is away.
        if (inARow === MOST_FAILURES) break;
        await sql`update blob_leaving set at = clock_timestamp() where id = ${id}::uuid`.execute(db);
      }
    }
    return result;
  }
}
