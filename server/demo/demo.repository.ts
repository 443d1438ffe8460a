import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { DemoCustomer } from './cast.ts';

/** True once the demo's history was played to its end. */
export async function hasHistory(db: ReadDb): Promise<boolean> {
  const { rows } = await sql`select 1 from import_progress where file_hash = ${MARK}`.execute(db);
  return rows.length > 0;
}

// The demo's mark among imports: a first start that was cut short is told from a finished one.
const MARK = Buffer.from('demo history');

export async function markHistory(db: ReadDb, steps: number, at: Date): Promise<void> {
  await sql`insert into import_progress (file_hash, lines_done, accepted, duplicates, rejected, updated_at)
    values (${MARK}, ${steps}, ${steps}, 0, 0, ${at}) on conflict do nothing`.execute(db);
}

export async function lastSeqOf(db: ReadDb, customerId: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select last_seq as seq from customer where id = ${customerId}`.execute(
    db,
  );
  return rows[0]?.seq ?? 0;
}

/** What no channel tells: rank and what to take care of. */
export async function describeCustomer(db: ReadDb, customer: DemoCustomer): Promise<void> {
  const care = JSON.stringify(customer.care === undefined ? [] : [customer.care]);
  await sql`update customer c set rank = ${customer.rank ?? null}, care = ${care}::jsonb
    from contact_point p join contact_point_link l on l.contact_point_id = p.id
    where p.kind = 'shop' and p.value = ${customer.key} and l.customer_id = c.id and l.until is null`.execute(db);
}

export async function speaks(db: ReadDb, agentId: string, languages: readonly string[]): Promise<void> {
  await sql`update agent set languages = ${languages}::text[] where id = ${agentId}`.execute(db);
}

/** While history is played its agents are at work; afterwards nobody is until they sign in. */
export async function allPresent(db: ReadDb, presence: 'ready' | 'signed_out'): Promise<void> {
  await sql`update agent set presence = ${presence}`.execute(db);
}

export type DemoPerson = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: 'agent' | 'lead';
  readonly teamIds: string[];
};

export async function demoPeople(db: ReadDb): Promise<DemoPerson[]> {
  const { rows } = await sql<DemoPerson>`
    select a.id, a.login, a.public_name as name, a.role, coalesce(array_agg(m.team_id) filter (where m.team_id is not null), '{}') as "teamIds"
    from agent a left join team_member m on m.agent_id = a.id where a.role in ('agent', 'lead', 'admin') group by a.id order by a.created_at, a.id`.execute(
    db,
  );
  return rows;
}

/** A category by its English name; the demo uses the tree every workspace starts with. */
export async function categoryNamed(db: ReadDb, nameEn: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string;
  }>`select id from category where name_en = ${nameEn} order by parent_id nulls first limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** Whether simulated customers may come now; one control on the desk switches it. */
export async function simulationOn(db: ReadDb): Promise<boolean> {
  const { rows } = await sql<{ on: boolean }>`select demo and simulation as on from workspace`.execute(db);
  return rows[0]?.on ?? false;
}

export type LastWord = {
  readonly seq: number;
  readonly byAgent: boolean;
  readonly at: Date;
  readonly resolved: boolean;
};

/** The last message of a visitor's customer in chat, and whether its conversation is over. */
export async function lastWord(db: ReadDb, customerId: string): Promise<LastWord | null> {
  const { rows } = await sql<LastWord>`
    select i.seq, i.direction = 'out' as "byAgent", i.occurred_at as at, coalesce(c.status = 'resolved', false) as resolved
    from timeline_item i left join conversation c on c.id = i.conversation_id
    where i.customer_id = ${customerId} and i.channel = 'chat' and i.kind = 'message' order by i.seq desc limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Chats that wait in a queue; simulated customers stay away while there are many. */
export async function waitingCount(db: ReadDb): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from conversation where status = 'open' and owner_team_id is not null`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Keys of this name open nothing any more. */
export async function revokeKeysNamed(db: ReadDb, name: string, at: Date): Promise<void> {
  await sql`update api_key set revoked_at = ${at} where name = ${name} and revoked_at is null`.execute(db);
}
