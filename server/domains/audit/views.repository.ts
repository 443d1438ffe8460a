import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';

/** One look at a person's data: who, whom, when, why ([PR1]). */
export type NewView = {
  readonly id: string;
  readonly at: Date;
  readonly actorType: string;
  readonly actorId: string;
  readonly customerId: string;
  readonly what: 'customer' | 'contact_point' | 'cached';
  readonly contactPointId?: string | undefined;
  readonly reason?: string | undefined;
};

/** Writes the row; outside a transaction it is committed when this resolves. Sealing comes after, by the job. */
export async function insertView(db: ReadDb, view: NewView): Promise<void> {
  await sql`${PREPARED}
    insert into view_record (id, at, actor_type, actor_id, customer_id, what, contact_point_id, reason)
    values (${view.id}, ${view.at}, ${view.actorType}, ${view.actorId}, ${view.customerId}, ${view.what},
      ${view.contactPointId ?? null}::uuid, ${view.reason ?? null})`.execute(db);
}

/** The statement that writes the row of an opening; nothing is written when there is no such customer. */
export const openingRecorded = (view: NewView): RawBuilder<unknown> => sql`${PREPARED}
  insert into view_record (id, at, actor_type, actor_id, customer_id, what, reason)
  select ${view.id}, ${view.at}, ${view.actorType}, ${view.actorId}, ${view.customerId}, ${view.what}, ${view.reason ?? null}
  where exists (select 1 from customer where id = ${view.customerId})`;

/** Writes the row unless this actor has one of this customer since `since`; true when it did. */
export async function insertViewUnless(db: ReadDb, view: NewView, since: Date): Promise<boolean> {
  const { rows } = await sql`${PREPARED}
    insert into view_record (id, at, actor_type, actor_id, customer_id, what, reason)
    select ${view.id}, ${view.at}, ${view.actorType}, ${view.actorId}, ${view.customerId}, ${view.what}, ${view.reason ?? null}
    where exists (select 1 from customer where id = ${view.customerId}) and not exists (
      select 1 from view_record where customer_id = ${view.customerId} and at > ${since} and actor_id = ${view.actorId})
    returning 1`.execute(db);
  return rows.length > 0;
}

/** The value of a contact point that this customer holds now, or null. */
export async function findHeldValue(db: ReadDb, contactPointId: string, customerId: string): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`
    select p.value from contact_point p join contact_point_link l on l.contact_point_id = p.id
    where p.id = ${contactPointId} and l.customer_id = ${customerId} and l.until is null`.execute(db);
  return rows[0]?.value ?? null;
}
