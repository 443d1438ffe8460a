import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** Whether a number is blocked at this time. */
export async function isBlocked(db: ReadDb, number: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from contact_point where kind = 'phone' and value = ${number} and blocked_at is not null
      and (blocked_until is null or blocked_until > ${at}) limit 1`.execute(db);
  return rows.length > 0;
}

export type HeldNumber = { readonly contactPointId: string; readonly customerId: string; readonly number: string };

/** A number that a customer holds now, on any record of theirs; null when it is none of theirs, or no number. */
export async function heldNumber(
  db: ReadDb,
  contactPointId: string,
  members: readonly string[],
): Promise<HeldNumber | null> {
  const { rows } = await sql<HeldNumber>`
    select p.id as "contactPointId", l.customer_id as "customerId", p.value as number
    from contact_point p join contact_point_link l on l.contact_point_id = p.id and l.until is null
    where p.id = ${contactPointId}::uuid and p.kind in ('phone', 'whatsapp') and l.customer_id = any(${members}::uuid[])
    limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Who of these holds a number, and its point; null when nobody does. */
export async function holderAmong(db: ReadDb, number: string, members: readonly string[]): Promise<HeldNumber | null> {
  const { rows } = await sql<HeldNumber>`
    select p.id as "contactPointId", l.customer_id as "customerId", p.value as number
    from contact_point p join contact_point_link l on l.contact_point_id = p.id and l.until is null
    where p.kind = 'phone' and p.value = ${number} and l.customer_id = any(${members}::uuid[]) limit 1`.execute(db);
  return rows[0] ?? null;
}
