import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopiedTable } from './catalog.ts';
import { MIGRATIONS_TABLE } from './catalog.ts';

const SCHEMA_FILE = join(import.meta.dirname, '..', 'schema.sql');

/** The tables that the migrations of this version make, with the columns that are stored as given. */
export async function ownTables(file = SCHEMA_FILE): Promise<CopiedTable[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/^create table (\w+) \(\n([\s\S]*?)\n\);/gm)]
    .map(([, name = '', body = '']) => ({ name, columns: columnsIn(body) }))
    .filter(({ name }) => name !== MIGRATIONS_TABLE);
}

/** The tables that migrations make, each written `create table NAME (`: what an older schema has of ours. */
export const tablesMadeBy = (migrations: readonly { readonly sql: string }[]): ReadonlySet<string> =>
  new Set(migrations.flatMap(({ sql }) => [...sql.matchAll(/^create table (\w+) \(/gm)].map(([, name = '']) => name)));

/** Columns come first, each on a line of its own. */
const columnsIn = (body: string): string[] =>
  (body.split(/^ {2}constraint /m, 1)[0] ?? '')
    .split('\n')
    .filter((line) => / {2}[a-z_]/.test(line.slice(0, 3)) && !/ generated always as \(.*\) stored,?$/.test(line))
    .map((line) => line.trim().split(' ')[0] ?? '');

export type Compared = {
  /** Ours, as they are in the database. */
  readonly tables: readonly CopiedTable[];
  /** What somebody else keeps in the same schema. */
  readonly foreign: readonly string[];
  /** Why the database could not be restored from a copy, in words; null when it could. */
  readonly fault: string | null;
};

/** What of the tables found is ours, and whether it is all of ours as this version has it. */
export function compareTables(found: readonly CopiedTable[], own: readonly CopiedTable[]): Compared {
  const wanted = new Map(own.map((table) => [table.name, table.columns]));
  const tables = found.filter(({ name }) => wanted.has(name));
  const foreign = found.filter(({ name }) => !wanted.has(name)).map(({ name }) => name);
  const there = new Map(tables.map((table) => [table.name, table.columns]));
  const missing = own.find(({ name }) => !there.has(name));
  if (missing !== undefined) return { tables, foreign, fault: `the table ${missing.name} is missing` };
  for (const { name, columns } of tables) {
    const expected = wanted.get(name) ?? [];
    if (columns.join() === expected.join()) continue;
    const other = [...columns.filter((c) => !expected.includes(c)), ...expected.filter((c) => !columns.includes(c))];
    return {
      tables,
      foreign,
      fault: `the columns of ${name} are not those of its schema (${other.join() || 'order'})`,
    };
  }
  return { tables, foreign, fault: null };
}
