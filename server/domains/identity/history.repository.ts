import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';
import type { IdentityEventName } from '#shared/domain/identity.ts';

export type EventRow = {
  readonly id: string;
  readonly at: Date;
  readonly event: IdentityEventName;
  readonly by: string | null;
  readonly customerId: string;
  readonly customerName: string;
  readonly otherId: string | null;
  readonly otherName: string;
  readonly pointId: string | null;
  readonly pointKind: ContactPointKind | null;
  readonly pointValue: string | null;
  readonly linkId: string | null;
  readonly standing: boolean;
  readonly reason: string | null;
};

/** What was decided about any record of a thread, newest first. */
export async function eventsOf(db: ReadDb, members: readonly string[], limit: number): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select e.id, e.at, e.event, g.name as by, e.customer_id as "customerId", coalesce(c.name, c.kana, '') as "customerName",
      e.other_id as "otherId", coalesce(o.name, o.kana, '') as "otherName", e.contact_point_id as "pointId",
      p.kind as "pointKind", p.value as "pointValue", e.link_id as "linkId", e.reason,
      e.event = 'joined' and k.id is not null and k.undone_at is null as standing
    from identity_event e join customer c on c.id = e.customer_id left join customer o on o.id = e.other_id
      left join agent g on g.id = e.agent_id left join contact_point p on p.id = e.contact_point_id
      left join identity_link k on k.id = e.link_id
    where e.customer_id = any(${members}::uuid[]) or e.other_id = any(${members}::uuid[])
    order by e.at desc, e.id desc limit ${limit}`.execute(db);
  return rows;
}
