import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** Removes what has served its time: receipts nobody will ask for again, used codes, long ended sign-ins. */
export async function removeOld(db: ReadDb, before: { receipts: Date; signIns: Date; codes: Date }): Promise<void> {
  await sql`delete from command_receipt where at < ${before.receipts}`.execute(db);
  await sql`delete from sign_in_code where expires_at < ${before.codes}`.execute(db);
  await sql`delete from sign_on_used where until < ${before.codes}`.execute(db);
  await sql`delete from sign_on_proof where until < ${before.codes}`.execute(db);
  await sql`delete from sign_on_knock where at < ${before.receipts}`.execute(db);
  await sql`delete from auth_session where coalesce(revoked_at, expires_at) < ${before.signIns}`.execute(db);
}

/** What topics of teams and the board told long ago: who is further behind than the newest `kept` fetches anew anyway ([SY3]). */
export async function removeOldTicks(db: ReadDb, kept: number): Promise<void> {
  await sql`delete from topic_event e using team t
    where e.topic = 'team:' || t.id and e.version <= t.topic_version - ${kept}::int`.execute(db);
  await sql`delete from topic_event e using board_topic b
    where e.topic = 'board' and e.version <= b.version - ${kept}::int`.execute(db);
}
