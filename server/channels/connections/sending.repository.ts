import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { type ContactPointKind, maskContactPoint } from '#shared/domain/contact-point.ts';

/** The leg an answer on a channel would go to. */
export type SendingLeg = {
  readonly customerId: string;
  readonly contactPointId: string | null;
  readonly connectionId: string | null;
  readonly maskedTo: string | undefined;
};

type Row = Omit<SendingLeg, 'maskedTo'> & { readonly kind: ContactPointKind | null; readonly value: string | null };

/** The newest active leg of a conversation on a channel, else its newest; null without any. */
export async function legFor(db: ReadDb, conversationId: string, channel: Channel): Promise<SendingLeg | null> {
  const { rows } = await sql<Row>`
    select s.customer_id as "customerId", s.contact_point_id as "contactPointId", s.connection_id as "connectionId",
      p.kind, p.value
    from session s left join contact_point p on p.id = s.contact_point_id
    where s.conversation_id = ${conversationId}::uuid and s.channel = ${channel}
    order by s.state = 'active' desc, s.started_at desc, s.id desc limit 1`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  const { customerId, contactPointId, connectionId, kind, value } = row;
  const maskedTo = kind === null || value === null ? undefined : maskContactPoint(kind, value);
  return { customerId, contactPointId, connectionId, maskedTo };
}
