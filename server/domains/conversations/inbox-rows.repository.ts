import { type Kysely, sql, type Transaction } from 'kysely';
import { few } from '#server/db/few.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Tables } from '#server/db/tables.generated.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import { type Channel, channelFacts } from '#shared/domain/channels.ts';
import { type Commitment, type InboxRow, inboxSection } from '#shared/domain/conversation.ts';
import type { Party } from '#shared/domain/party.ts';

type Db = Kysely<Tables> | Transaction<Tables>;

type Row = Pick<
  InboxRow,
  | 'conversationId'
  | 'number'
  | 'customerId'
  | 'customerName'
  | 'channel'
  | 'status'
  | 'preview'
  | 'teamId'
  | 'epoch'
  | 'priority'
  | 'bounces'
> & {
  readonly customerKana: string | null;
  readonly waitingOn: InboxRow['waitingOn'] | null;
  readonly waitingUntil: Date | null;
  readonly categoryId: string | null;
  readonly subject: string | null;
  readonly ownerAgentId: string | null;
  readonly ownerTeamId: string | null;
  readonly ownerName: string;
  readonly formerId: string | null;
  readonly formerName: string | null;
  readonly lastItemAt: Date;
  readonly customerWaitsSince: Date | null;
  readonly replyDueAt: Date | null;
  readonly activeChannels: readonly Channel[];
  readonly promises: readonly Commitment[];
};

/**
 * Inbox rows of these conversations as committed now, in no order, in one query; those that do not exist are left out.
 * `customerName` is empty for a customer who has not said it. Promises still owed, the next due first.
 */
export async function inboxRows(db: Db, conversationIds: readonly string[]): Promise<InboxRow[]> {
  if (conversationIds.length === 0) return [];
  const { rows } = await sql<Row>`${PREPARED}
    select c.id as "conversationId", c.number, c.customer_id as "customerId", coalesce(${nameOnThread('cu')}, '') as "customerName",
      cu.kana as "customerKana", c.channel, c.status, c.waiting_on as "waitingOn", c.waiting_until as "waitingUntil",
      c.category_id as "categoryId", c.subject, left(c.preview, 120) as preview, c.owner_agent_id as "ownerAgentId",
      c.owner_team_id as "ownerTeamId", coalesce(${nameOfAgent('owner_agent_id')},
        (select t.name from team t where t.id = c.owner_team_id)) as "ownerName",
      case when c.owner_team_id is not null then c.last_owner_agent_id end as "formerId",
      case when c.owner_team_id is not null then ${nameOfAgent('last_owner_agent_id')} end as "formerName", c.team_id as "teamId", c.epoch,
      c.last_item_at as "lastItemAt", c.customer_waits_since as "customerWaitsSince", c.reply_due_at as "replyDueAt",
      c.priority, c.bounces,
      array(select s.channel from session s where s.conversation_id = c.id and s.state = 'active') as "activeChannels",
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'conversationId', p.conversation_id, 'customerId', p.customer_id,
        'text', p.text, 'dueAt', p.due_at, 'state', p.state) order by p.due_at)
        from commitment p where p.conversation_id = c.id and p.state in ('open', 'broken')), '[]') as promises
    from conversation c join customer cu on cu.id = c.customer_id
    where c.id = any(${few(conversationIds, 'uuid')})`.execute(db);
  return rows.map(asInboxRow);
}

// By a subquery and not by a join: planning six tables would take longer than reading them.
const nameOfAgent = (column: 'owner_agent_id' | 'last_owner_agent_id') =>
  sql`(select a.name from agent a where a.id = c.${sql.raw(column)})`;

function asInboxRow(r: Row): InboxRow {
  const promises = r.promises.map((p) => ({ ...p, dueAt: new Date(p.dueAt).toISOString() }));
  const live = r.activeChannels.some((channel) => channelFacts(channel).live);
  const due = nextDue(r, promises);
  return {
    conversationId: r.conversationId,
    number: r.number,
    customerId: r.customerId,
    customerName: r.customerName,
    channel: r.channel,
    status: r.status,
    section: inboxSection({
      status: r.status,
      waitingOn: r.waitingOn ?? undefined,
      live,
      customerWaits: r.customerWaitsSince !== null,
      brokenPromise: promises.some(({ state }) => state === 'broken'),
    }),
    preview: r.preview,
    owner: ownerOf(r),
    teamId: r.teamId,
    epoch: r.epoch,
    lastItemAt: r.lastItemAt.toISOString(),
    promises,
    priority: r.priority,
    bounces: r.bounces,
    ...(r.formerId === null ? {} : { formerOwner: { type: 'agent', id: r.formerId, name: r.formerName ?? '' } }),
    ...(r.customerKana === null ? {} : { customerKana: r.customerKana }),
    ...(r.waitingOn === null || r.waitingOn === undefined ? {} : { waitingOn: r.waitingOn }),
    ...(r.categoryId === null ? {} : { categoryId: r.categoryId }),
    ...(r.subject === null ? {} : { subject: r.subject }),
    ...(r.customerWaitsSince === null ? {} : { customerWaitsSince: r.customerWaitsSince.toISOString() }),
    ...(due === null ? {} : { due }),
  };
}

function ownerOf(r: Row): Party {
  if (r.ownerAgentId !== null) return { type: 'agent', id: r.ownerAgentId, name: r.ownerName };
  if (r.ownerTeamId !== null) return { type: 'team', id: r.ownerTeamId, name: r.ownerName };
  throw new Error(`conversation ${r.conversationId} has no owner`); // a check constraint forbids it
}

/** The earliest of what is due: an answer, what we wait for, the end of a snooze, a promise. Nothing once resolved. */
function nextDue(r: Row, promises: readonly Commitment[]): NonNullable<InboxRow['due']> | null {
  if (r.status === 'resolved') return null;
  const dues: NonNullable<InboxRow['due']>[] = [];
  if (r.customerWaitsSince !== null && r.replyDueAt !== null)
    dues.push({ kind: 'reply', at: r.replyDueAt.toISOString() });
  if (r.waitingUntil !== null && r.status === 'waiting')
    dues.push({ kind: 'waiting', at: r.waitingUntil.toISOString() });
  if (r.waitingUntil !== null && r.status === 'snoozed')
    dues.push({ kind: 'snooze', at: r.waitingUntil.toISOString() });
  const promise = promises[0];
  if (promise !== undefined) dues.push({ kind: 'promise', at: promise.dueAt });
  return dues.reduce<NonNullable<InboxRow['due']> | null>(
    (first, due) => (first === null || due.at < first.at ? due : first),
    null,
  );
}
