import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** Counts first and asks afterwards: of many tries at once, none is for free. */
export async function insertAttempt(db: ReadDb, subjects: readonly string[], at: Date): Promise<void> {
  await sql`insert into sign_in_failure (subject, at) select unnest(${subjects}::text[]), ${at}`.execute(db);
}

export type Failures = { readonly subject: string; readonly count: number; readonly oldest: Date };

export async function countAttempts(db: ReadDb, subjects: readonly string[], since: Date): Promise<Failures[]> {
  const { rows } = await sql<Failures>`
    select subject, count(*)::int as count, min(at) as oldest from sign_in_failure
    where subject = any(${subjects}::text[]) and at > ${since} group by subject`.execute(db);
  return rows;
}

/** Takes one attempt back, for it was none: it was refused unread, or it succeeded. */
export async function removeAttempt(db: ReadDb, subjects: readonly string[], at: Date): Promise<void> {
  await sql`delete from sign_in_failure where ctid in (
    select distinct on (subject) ctid from sign_in_failure where subject = any(${subjects}::text[]) and at = ${at})`.execute(
    db,
  );
}

export async function clearAttempts(db: ReadDb, subject: string): Promise<void> {
  await sql`delete from sign_in_failure where subject = ${subject}`.execute(db);
}

export async function forgetAttempts(db: ReadDb, before: Date): Promise<void> {
  await sql`delete from sign_in_failure where at <= ${before}`.execute(db);
}
