import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** The customer has written: for a day from then on they can be answered. */
export async function openWindow(db: ReadDb, connectionId: string, userId: string, at: Date): Promise<void> {
  await sql`
    insert into whatsapp_window as w (connection_id, user_id, last_heard_at) values (${connectionId}, ${userId}, ${at})
    on conflict (connection_id, user_id) do update set last_heard_at = greatest(w.last_heard_at, excluded.last_heard_at)`.execute(
    db,
  );
}

/** When a customer last wrote by this number of ours; null when never. */
export async function lastHeard(db: ReadDb, connectionId: string, userId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select last_heard_at as at from whatsapp_window
    where connection_id = ${connectionId}::uuid and user_id = ${userId}`.execute(db);
  return rows[0]?.at ?? null;
}

/** The number behind a contact point; null for none. */
export async function numberOf(db: ReadDb, contactPointId: string | null): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`
    select value from contact_point where id = ${contactPointId}::uuid`.execute(db);
  return rows[0]?.value ?? null;
}
