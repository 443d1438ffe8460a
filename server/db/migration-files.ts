import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#server/errors.ts';

export type MigrationFile = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text, line ends made equal so that a checkout on Windows is the same migration. */
  readonly checksum: string;
};

/** Where the hub's own migrations are. */
export const MIGRATIONS_FOLDER = join(import.meta.dirname, 'migrations');

const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;

/**
 * Reads `NNNN-name.sql` in order. Numbers run 1, 2, 3 … : a gap or a number used twice (two branches that met) is
 * refused with `migration_failed` before anything is touched.
 */
export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const files = await Promise.all(names.map((name) => readMigration(folder, name)));
  files.forEach((file, index) => {
    if (file.number === index + 1) return;
    throw failed(`file ${file.name} found where number ${String(index + 1).padStart(4, '0')} is expected`);
  });
  return files;
}

async function readMigration(folder: string, name: string): Promise<MigrationFile> {
  const number = FILE_NAME.exec(name)?.[1];
  if (number === undefined) throw failed(`file ${name} is not named NNNN-name.sql`);
  const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  return { number: Number(number), name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

function failed(reason: string): AppError {
  return new AppError('migration_failed', { details: { reason } });
}
