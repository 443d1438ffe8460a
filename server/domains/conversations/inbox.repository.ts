import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { CHANNELS, channelFacts } from '#shared/domain/channels.ts';
import type { InboxTab } from '#shared/domain/conversation.ts';

export type InboxReader = { readonly agentId: string; readonly teamIds: readonly string[] };

/** A place in the list: section, what is due first within it, and the id where two are equal. */
export type InboxPlace = { readonly section: number; readonly due: string; readonly id: string };

const broken = sql`exists (select 1 from commitment p where p.conversation_id = c.id and p.state = 'broken')`;

/** `inboxSection` of shared/domain/conversation.ts in the database's words, as a number in order of urgency. */
const section = sql`case
  when c.status = 'resolved' then 6
  when c.status = 'snoozed' and not ${broken} then 5
  when c.status = 'waiting' and c.customer_waits_since is null and not ${broken} then case when c.waiting_on = 'customer' then 3 else 4 end
  when exists (select 1 from session s where s.conversation_id = c.id and s.state = 'active'
    and s.channel = any(${CHANNELS.filter((channel) => channelFacts(channel).live)}::text[])) then 1
  else 2 end`;

/** Seconds: earliest due first, what has no due time after it by its last item; the newest first once resolved. */
const due = sql`case
  when c.status = 'resolved' then -extract(epoch from c.last_item_at)
  else coalesce(extract(epoch from case when c.customer_waits_since is null then c.waiting_until else c.reply_due_at end),
    100000000000 + extract(epoch from c.last_item_at)) end`;

/** `inInboxTab` of shared/domain/inbox.ts in the database's words. */
function inTab(tab: InboxTab, { agentId, teamIds }: InboxReader) {
  const mine = sql`c.owner_agent_id = ${agentId} and c.status <> 'resolved'`;
  switch (tab) {
    case 'mine':
      return mine;
    case 'team':
      return sql`c.owner_team_id = any(${teamIds}::uuid[]) and c.status <> 'resolved'`;
    case 'checking':
      return sql`${mine} and c.status = 'waiting' and c.waiting_on is distinct from 'customer'
        and c.customer_waits_since is null and not ${broken}`;
    case 'promises':
      // Also of resolved ones: the matter may be done while something is still owed.
      return sql`(c.owner_agent_id = ${agentId} or c.owner_team_id = any(${teamIds}::uuid[]))
        and exists (select 1 from commitment p where p.conversation_id = c.id and p.state in ('open', 'broken'))`;
    case 'all':
      return sql`c.status <> 'resolved' and (c.owner_agent_id = ${agentId} or c.team_id = any(${teamIds}::uuid[]))`;
  }
}

/** Conversations of a tab in order of urgency, after a place if one is given. */
export async function inboxPlaces(
  db: ReadDb,
  reader: InboxReader,
  page: { readonly tab: InboxTab; readonly after: InboxPlace | null; readonly limit: number },
): Promise<InboxPlace[]> {
  const { after } = page;
  const beyond =
    after === null ? sql`true` : sql`(section, due, id) > (${after.section}, ${after.due}::numeric, ${after.id}::uuid)`;
  const { rows } = await sql<InboxPlace>`
    select section, due::text as due, id
    from (select c.id, ${section} as section, ${due} as due from conversation c where ${inTab(page.tab, reader)}) placed
    where ${beyond} order by section, placed.due, id limit ${page.limit}`.execute(db);
  return rows;
}

/** How many rows each tab holds. */
export async function inboxCounts(db: ReadDb, reader: InboxReader): Promise<Record<InboxTab, number>> {
  const { rows } = await sql<Record<InboxTab, number>>`
    select (select count(*) from conversation c where ${inTab('mine', reader)}) as mine,
      (select count(*) from conversation c where ${inTab('team', reader)}) as team,
      (select count(*) from conversation c where ${inTab('checking', reader)}) as checking,
      (select count(*) from conversation c where ${inTab('promises', reader)}) as promises,
      (select count(*) from conversation c where ${inTab('all', reader)}) as all`.execute(db);
  const [counts] = rows;
  if (counts === undefined) throw new Error('a select without from gave no row');
  return counts;
}
