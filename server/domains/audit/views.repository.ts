import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

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
  await sql`
    insert into view_record (id, at, actor_type, actor_id, customer_id, what, contact_point_id, reason)
    values (${view.id}, ${view.at}, ${view.actorType}, ${view.actorId}, ${view.customerId}, ${view.what},
      ${view.contactPointId ?? null}::uuid, ${view.reason ?? null})`.execute(db);
}
