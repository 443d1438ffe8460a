import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import { asHeld, type HeldRecord, type HeldRow, heldColumns, heldTables } from './held.repository.ts';

export type WaitingRow = {
  readonly held: HeldRecord;
  readonly customerName: string;
  readonly conversationNumber: number;
  readonly teamName: string;
  readonly customerWaitsSince: Date | null;
};

type Asker = { readonly id: string; readonly teamIds: readonly string[] };

/** What others wrote in these teams, and in teams that have no lead besides its author. Needs `h` and `c`. */
const forLead = ({ id, teamIds }: Asker) => sql`h.state = 'waiting' and h.author_id <> ${id}::uuid
  and (c.team_id = any(${[...teamIds]}::uuid[]) or not exists (
    select 1 from team_member m join agent l on l.id = m.agent_id
    where m.team_id = c.team_id and l.active and l.role = 'lead' and l.id <> h.author_id))`;

/** What waits for this lead, who waits longest first: of their teams, and of teams without a lead who may decide. */
export async function waitingFor(db: ReadDb, lead: Asker): Promise<WaitingRow[]> {
  const { rows } = await sql<HeldRow & Omit<WaitingRow, 'held'>>`
    select ${heldColumns}, coalesce(${nameOnThread('k')}, '') as "customerName", c.number as "conversationNumber",
      t.name as "teamName", c.customer_waits_since as "customerWaitsSince"
    from ${heldTables} join conversation c on c.id = h.conversation_id join team t on t.id = c.team_id
      join customer k on k.id = c.customer_id
    where ${forLead(lead)}
    order by h.held_at, h.id limit 200`.execute(db);
  return rows.map(({ customerName, conversationNumber, teamName, customerWaitsSince, ...row }) => ({
    held: asHeld(row),
    customerName,
    conversationNumber,
    teamName,
    customerWaitsSince,
  }));
}

/** How many of these there are. */
export async function countWaiting(db: ReadDb, lead: Asker): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from held_message h join conversation c on c.id = h.conversation_id
    where ${forLead(lead)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * On these records' thread, oldest first: what waits, and what was decided and its author has not dealt with. Of more than
 * a hundred what waits comes before the rest, and the newest before the older.
 */
export async function openOn(db: ReadDb, members: readonly string[]): Promise<HeldRecord[]> {
  const { rows } = await sql<HeldRow>`
    select ${heldColumns} from ${heldTables}
    where h.customer_id = any(${members}::uuid[]) and h.closed_at is null
    order by h.state = 'waiting' desc, h.held_at desc, h.id desc limit 100`.execute(db);
  return rows.map(asHeld).sort((a, b) => (a.heldAt + a.id < b.heldAt + b.id ? -1 : 1));
}
