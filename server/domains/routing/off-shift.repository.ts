import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';

/**
 * Whether somebody is off ([CV6]): not active, signed out, cut off for longer than the grace, or away by the end of their
 * shift. Who has never been here has not left.
 */
export const isOff = (alias: string): RawBuilder<boolean> => {
  const a = (column: string) => sql.ref(`${alias}.${column}`);
  return sql`(not ${a('active')} or (${a('presence_at')} is not null and (${a('presence')} in ('signed_out', 'disconnected')
    or (${a('presence')} = 'away' and ${a('presence_reason')} = 'off_shift'))))`;
};

/**
 * Whether a handoff of a conversation is under way to somebody else: then its outcome says who has it, also when the sender
 * is gone ([HO2]). Leading a customer to another channel oneself keeps nobody who is off: that may take days.
 */
export const handoffIsOpen = (alias: string): RawBuilder<boolean> => sql`exists (select 1 from handoff ho
  where ho.conversation_id = ${sql.ref(`${alias}.id`)} and ho.state in ('offered', 'accepted')
    and (ho.stage is distinct from 'crossing' or ho.accepted_by is distinct from ${sql.ref(`${alias}.owner_agent_id`)}))`;

/** Whether this agent is off now, and no handoff of the conversation is under way. */
export async function isLeftBy(db: ReadDb, conversationId: string, agentId: string): Promise<boolean> {
  const { rows } = await sql<{ off: boolean }>`
    select ${isOff('a')} and not ${handoffIsOpen('c')} as off from agent a, conversation c
    where a.id = ${agentId} and c.id = ${conversationId}`.execute(db);
  return rows[0]?.off ?? false;
}

/**
 * What waits for somebody who is off. Whoever signed out or ended their shift leaves behind whatever somebody has to act
 * on; who was only cut off, what is due now, and everything else after `absentSince`.
 */
export async function waitingForAbsent(
  { tx, at }: Pick<Work, 'tx' | 'at'>,
  absentSince: Date,
  limit: number,
): Promise<{ id: string; agentId: string }[]> {
  const { rows } = await sql<{ id: string; agentId: string }>`
    select c.id, a.id as "agentId"
    from agent a join conversation c on c.owner_agent_id = a.id and c.status <> 'resolved'
    where ${isOff('a')} and not ${handoffIsOpen('c')}
      and (c.status = 'open' or c.customer_waits_since is not null or c.waiting_until <= ${at}
        or exists (select 1 from commitment p where p.conversation_id = c.id and p.due_at <= ${at} and p.state in ('open', 'broken')))
      and (a.presence <> 'disconnected' or a.presence_at <= ${absentSince} or c.waiting_until <= ${at}
        or c.customer_waits_since >= a.presence_at
        or exists (select 1 from commitment p where p.conversation_id = c.id and p.due_at <= ${at} and p.state in ('open', 'broken')))
    order by c.customer_waits_since nulls last, c.id limit ${limit}`.execute(tx);
  return rows;
}
