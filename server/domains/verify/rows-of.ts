import type { ReadDb } from '#server/db/handle.ts';

/** One thing that breaks a rule: what it is, by id, and what was found where what was expected. */
export type Break = { readonly what: string; readonly found: string; readonly expected: string };
export type Check = (db: ReadDb, limit: number) => Promise<Break[]>;

type Query = { readonly execute: (db: ReadDb) => Promise<{ readonly rows: Break[] }> };

/** A rule as a query that finds what breaks it. */
export const rowsOf =
  (query: (limit: number) => Query): Check =>
  async (db, limit) =>
    (await query(limit).execute(db)).rows;
