import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import { asItem, type ItemRow } from '#server/domains/timeline/item-rows.ts';
import { itemColumns, itemTables } from '#server/domains/timeline/pages.repository.ts';
import type { Snapshot } from '#shared/domain/brief.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { type EscalationRecord, escalationColumns, escalationTables } from './escalations.repository.ts';

/** Whose list it is: a lead's teams', or an agent's own. */
export type Whose = { readonly agentId: string; readonly teamIds: readonly string[]; readonly isLead: boolean };
/** Where a page goes on. */
export type ListPlace = { readonly isDecided: boolean; readonly at: Date; readonly id: string };
export type ListRow = EscalationRecord & { readonly channels: readonly Channel[] };

const PATH_DAYS = 30;
/** Most items that a path is read from, the newest. */
const PATH_ITEMS = 300;
const CHANNELS_FROM = 200;

/** Those of teams without a lead of their own, besides who asked, are every lead's: somebody has to decide. */
function isTheirs({ agentId, teamIds, isLead }: Whose): RawBuilder<unknown> {
  if (!isLead) return sql`(e.raised_by = ${agentId} or e.owner_agent_id = ${agentId} or c.owner_agent_id = ${agentId})`;
  return sql`(e.team_id = any(${teamIds}::uuid[]) or e.reviewer_id = ${agentId} or e.raised_by = ${agentId}
    or not exists (select 1 from team_member m join agent l on l.id = m.agent_id
      where m.team_id = e.team_id and l.active and l.role = 'lead'
        and l.id is distinct from e.raised_by))`;
}

const ofTeam = (teamId: string | null): RawBuilder<unknown> =>
  teamId === null ? sql`` : sql`and e.team_id = ${teamId}`;
const isDecided = sql`(e.state not in ('raised', 'in_review'))`;

/** Getting in touch, as far as everybody may read it, up to where the thread was then, within some days before. */
const onTheWay = (limit: number): RawBuilder<unknown> => sql`
  jsonb_each_text(e.snapshot) as s (customer_id, seq) cross join lateral (
    select i.* from timeline_item i
    where i.customer_id = s.customer_id::uuid and i.seq <= s.seq::bigint and i.kind in ('message', 'call', 'visit')
      and i.visibility in ('customer', 'internal') and i.redacted_at is null
      and i.occurred_at <= e.raised_at + interval '5 minutes'
      and i.occurred_at > e.raised_at - make_interval(days => ${PATH_DAYS})
    order by i.occurred_at desc, i.seq desc limit ${limit}) i`;

const channelsOnTheWay = sql`array(select w.channel from (
    select i.channel, min(i.occurred_at) as first from ${onTheWay(CHANNELS_FROM)} group by i.channel order by first limit 8) w)
  as channels`;

const beyond = (show: 'open' | 'over', { isDecided: was, at, id }: ListPlace): RawBuilder<unknown> =>
  show === 'open'
    ? sql`and (${isDecided}, e.due_at, e.id) > (${was}::boolean, ${at}::timestamptz, ${id}::uuid)`
    : sql`and (e.resolved_at, e.id) < (${at}::timestamptz, ${id}::uuid)`;

/** Those that are not over, first those still to be decided, each by due time; or the rest, the newest first. */
export async function listEscalations(
  db: ReadDb,
  whose: Whose,
  page: {
    readonly show: 'open' | 'over';
    readonly teamId: string | null;
    readonly after: ListPlace | null;
    readonly limit: number;
  },
): Promise<ListRow[]> {
  const { show, after } = page;
  const isOpen = show === 'open';
  const order = isOpen ? sql`${isDecided}, e.due_at, e.id` : sql`e.resolved_at desc, e.id desc`;
  const { rows } = await sql<ListRow>`${PREPARED}
    select ${escalationColumns}, ${channelsOnTheWay} from ${escalationTables}
    where ${isTheirs(whose)} and e.resolved_at is ${isOpen ? sql`null` : sql`not null`} ${ofTeam(page.teamId)}
      ${after === null ? sql`` : beyond(show, after)}
    order by ${order} limit ${page.limit}`.execute(db);
  return rows;
}

/** How many wait for a decision, and how many are not over; of one team, or of all. */
export async function countEscalations(
  db: ReadDb,
  whose: Whose,
  teamId: string | null,
): Promise<{ undecided: number; open: number }> {
  const { rows } = await sql<{ undecided: number; open: number }>`${PREPARED}
    select count(*) filter (where e.state in ('raised', 'in_review'))::int as undecided, count(*)::int as open
    from escalation e join conversation c on c.id = e.conversation_id
    where e.resolved_at is null and ${isTheirs(whose)} ${ofTeam(teamId)}`.execute(db);
  return rows[0] ?? { undecided: 0, open: 0 };
}

/** What the path to one is made of, oldest first. */
export async function itemsOnTheWay(db: ReadDb, escalationId: string): Promise<TimelineItem[]> {
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from ${itemTables} where i.id in (
      select i.id from escalation e cross join ${onTheWay(PATH_ITEMS)} where e.id = ${escalationId})
    order by i.occurred_at, i.customer_id, i.seq`.execute(db);
  return rows.map(asItem);
}

/** How many items came onto the records of a thread after a snapshot. */
export async function itemsSince(db: ReadDb, snapshot: Snapshot): Promise<number> {
  const { rows } = await sql<{ since: number }>`
    select coalesce(sum(c.last_seq - s.seq::bigint), 0)::int as since
    from jsonb_each_text(${JSON.stringify(snapshot)}::jsonb) as s (customer_id, seq)
      join customer c on c.id = s.customer_id::uuid`.execute(db);
  return Math.max(0, rows[0]?.since ?? 0);
}
