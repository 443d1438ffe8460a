import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Locale } from '#shared/domain/people.ts';

export type FactLeg = {
  readonly id: string;
  readonly channel: Channel;
  readonly contactPointId: string | null;
  readonly connectionId: string | null;
  readonly active: boolean;
};

/** A conversation's legs, the newest first, those on which somebody may still be before those that ended. */
export async function legsOf(db: ReadDb, conversationId: string): Promise<FactLeg[]> {
  const { rows } = await sql<FactLeg>`
    select s.id, s.channel, s.contact_point_id as "contactPointId", s.connection_id as "connectionId",
      s.state = 'active' as active
    from session s where s.conversation_id = ${conversationId} and exists (
      select 1 from conversation v join customer c on c.id = v.customer_id left join customer m on m.id = s.customer_id
      where v.id = s.conversation_id and (m.id = c.id or m.thread_id = c.thread_id))
    order by s.state = 'active' desc, s.started_at desc, s.id desc`.execute(db);
  return rows;
}

/** The customer's language as far as they or a record of their thread said it, else the workspace's; and the company. */
export async function spokenWith(
  db: ReadDb,
  customerId: string,
  members: readonly string[],
): Promise<{ locale: Locale; company: string; timeZone: string }> {
  const { rows } = await sql<{ locale: Locale; company: string; timeZone: string }>`
    select coalesce((select c.locale from customer c where c.id = any(${members}::uuid[]) and c.locale is not null
        order by c.id = ${customerId} desc, c.created_at limit 1),
      (select v.locale from visitor v where v.customer_id = any(${members}::uuid[]) and v.locale is not null
        order by v.last_seen_at desc limit 1), w.locale) as locale,
      w.name as company, w.time_zone as "timeZone" from workspace w`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('there is a workspace');
  return row;
}

/** The name an agent works under towards customers; null when there is no such agent. */
export async function publicName(db: ReadDb, agentId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select public_name as name from agent where id = ${agentId}::uuid`.execute(db);
  return rows[0]?.name ?? null;
}

/** True when there is a store that somebody could go to. */
export async function hasStore(db: ReadDb): Promise<boolean> {
  const { rows } = await sql`select 1 from store where active limit 1`.execute(db);
  return rows.length > 0;
}
