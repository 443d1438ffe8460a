import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** Removes what has served its time: receipts nobody will ask for again, used codes, long ended sign-ins. */
export async function removeOld(db: ReadDb, before: { receipts: Date; signIns: Date; codes: Date }): Promise<void> {
  await sql`delete from command_receipt where at < ${before.receipts}`.execute(db);
  await sql`delete from sign_in_code where expires_at < ${before.codes}`.execute(db);
  await sql`delete from auth_session where coalesce(revoked_at, expires_at) < ${before.signIns}`.execute(db);
}
