import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { AppError } from '#server/errors.ts';

/** The bytes of one file in an object store; null when it has none. `most` is how many there may be. */
export type ObjectBytes = (id: string, most: number) => Promise<Buffer | null>;
/** Keeps the bytes of one file in an object store. */
export type PutObject = (id: string, bytes: Buffer) => Promise<void>;

type ObjectRow = { readonly id: string; readonly size: number; readonly sha256: Buffer };

const FOLDER = 'objects';
/** Rows read at a time. */
const PAGE = 1000;

async function hasObjects(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from information_schema.columns where table_schema = 'public' and table_name = 'blob' and column_name = 'kept_in'`,
  );
  return rows.length > 0;
}

async function* objectsOf(client: Client): AsyncGenerator<ObjectRow> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await client.query<ObjectRow>(
      `select id, size, sha256 from public.blob where kept_in = 's3' and id > $1::uuid order by id limit ${PAGE}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}

/**
 * Keeps the bytes that lie in an object store ([SY7]) beside the tables. Gives how many. What the store has no more breaks the
 * backup off. What is erased meanwhile leaves the store when the backup has ended: see `BACKUP_LOCK`.
 */
export async function keepObjects(client: Client, folder: string, bytesOf: ObjectBytes): Promise<number> {
  if (!(await hasObjects(client))) return 0;
  let kept = 0;
  for await (const { id, size, sha256 } of objectsOf(client)) {
    const bytes = await bytesOf(id, size);
    if (bytes === null || !isSame(bytes, sha256)) {
      throw new AppError('backup_broken', { details: { reason: `the object store has lost or changed ${id}` } });
    }
    await mkdir(join(folder, FOLDER), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, FOLDER, id), bytes, { flag: 'wx', mode: 0o600 });
    kept += 1;
  }
  return kept;
}

/** Gives files back to an object store, or, where there is none, to the database itself. Checks each against its row. */
export async function giveBackObjects(client: Client, folder: string, put: PutObject | null): Promise<number> {
  if (!(await hasObjects(client))) return 0;
  let given = 0;
  for await (const { id, sha256 } of objectsOf(client)) {
    const bytes = await readFile(join(folder, FOLDER, id)).catch(() => null);
    if (bytes === null || !isSame(bytes, sha256)) {
      throw new AppError('backup_broken', { details: { reason: `${FOLDER}/${id} is missing or was changed` } });
    }
    if (put !== null) await put(id, bytes);
    else await client.query(`update public.blob set bytes = $2, kept_in = 'database' where id = $1::uuid`, [id, bytes]);
    given += 1;
  }
  return given;
}

const isSame = (bytes: Buffer, sha256: Buffer): boolean => createHash('sha256').update(bytes).digest().equals(sha256);
