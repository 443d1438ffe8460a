import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { nameOnThread } from '#server/domains/customers/members.repository.ts';
import type { Work } from '#server/work.ts';
import type { WorkKind } from '#shared/domain/channels.ts';
import type { WorkOffer, WorkOfferState } from '#shared/domain/work-offer.ts';

type Row = Omit<WorkOffer, 'team' | 'offeredAt' | 'expiresAt' | 'customerWaitsSince' | 'categoryId'> & {
  readonly teamId: string;
  readonly teamName: string;
  readonly categoryId: string | null;
  readonly epoch: number;
  readonly offeredAt: Date;
  readonly expiresAt: Date;
  readonly customerWaitsSince: Date | null;
};
export type WorkOfferRecord = Row;

const select = sql`
  select o.id, o.conversation_id as "conversationId", c.number as "conversationNumber", c.customer_id as "customerId",
    coalesce(${nameOnThread('cu')}, '') as "customerName", o.agent_id as "agentId", t.id as "teamId", t.name as "teamName",
    c.channel, o.work, left(c.preview, 120) as preview, c.priority, c.category_id as "categoryId",
    coalesce(c.last_owner_agent_id = o.agent_id, false) as again, o.state, o.epoch, o.offered_at as "offeredAt",
    o.expires_at as "expiresAt", c.customer_waits_since as "customerWaitsSince"
  from work_offer o join conversation c on c.id = o.conversation_id join customer cu on cu.id = c.customer_id
    join team t on t.id = o.team_id`;

/** Offers by id, in no order; those that do not exist are left out. */
export async function workOffersById(db: ReadDb, ids: readonly string[]): Promise<WorkOfferRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<WorkOfferRecord>`${select} where o.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** What is offered to somebody now. */
export async function openWorkOffersOf(db: ReadDb, agentId: string): Promise<WorkOfferRecord[]> {
  const { rows } = await sql<WorkOfferRecord>`
    ${select} where o.agent_id = ${agentId} and o.state = 'open' order by o.expires_at, o.id`.execute(db);
  return rows;
}

type NewOffer = {
  readonly id: string;
  readonly conversationId: string;
  readonly teamId: string;
  readonly agentId: string;
  readonly epoch: number;
  readonly work: WorkKind;
  readonly expiresAt: Date;
};

/** False when the conversation is offered to somebody already, or this person something else: two hubs raced. */
export async function insertWorkOffer(work: Work, o: NewOffer): Promise<boolean> {
  const { rows } = await sql`
    insert into work_offer (id, conversation_id, team_id, agent_id, epoch, work, state, offered_at, expires_at)
    values (${o.id}, ${o.conversationId}, ${o.teamId}, ${o.agentId}, ${o.epoch}, ${o.work}, 'open', ${work.at}, ${o.expiresAt})
    on conflict do nothing returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** The one conditional update in which every outcome of an offer races: false when it was decided before. */
export async function decideWorkOffer(
  work: Work,
  id: string,
  state: Exclude<WorkOfferState, 'open'>,
  reason: string | null = null,
): Promise<boolean> {
  const { rows } = await sql`
    update work_offer set state = ${state}, reason = ${reason}, decided_at = ${work.at}
    where id = ${id} and state = 'open' returning 1`.execute(work.tx);
  return rows.length === 1;
}

export type Withdrawn = { readonly id: string; readonly agentId: string };

/**
 * Ends what is open of a conversation whose owner changes in another way. For a `with`, behind one named `moved` that has
 * the conversation's id; `withdrawn` gives which offer of whom it was.
 */
export const openWorkOfferWithdrawn = (work: Work): RawBuilder<unknown> => sql`
    withdrawn as (
      update work_offer set state = 'withdrawn', decided_at = ${work.at}
      where conversation_id = (select id from moved) and state = 'open' returning id, agent_id as "agentId")`;

/** Offers whose time is over, and those whose person has gone meanwhile. */
export async function workOffersDue(work: Pick<Work, 'tx' | 'at'>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from work_offer o join agent a on a.id = o.agent_id
    where o.state = 'open' and (o.expires_at <= ${work.at} or not a.active or a.presence not in ('ready', 'busy', 'wrap_up'))
    order by o.expires_at limit ${limit}`.execute(work.tx);
  return rows.map(({ id }) => id);
}

/** The conversation an offer is of, before anything is locked. */
export async function conversationOfWorkOffer(db: ReadDb, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select conversation_id as id from work_offer where id = ${id}`.execute(db);
  return rows[0]?.id ?? null;
}

/** How many offers in a row somebody has let pass, up to `most`. */
export async function passesInARow(work: Work, agentId: string, most: number): Promise<number> {
  const { rows } = await sql<{ state: WorkOfferState }>`
    select state from work_offer where agent_id = ${agentId} and state in ('accepted', 'declined', 'passed')
      and offered_at >= coalesce((select presence_at from agent where id = ${agentId}), '-infinity')
    order by offered_at desc, id desc limit ${most}`.execute(work.tx);
  const first = rows.findIndex(({ state }) => state !== 'passed');
  return first === -1 ? rows.length : first;
}

export type Tried = {
  readonly agentId: string;
  readonly agentName: string;
  readonly state: WorkOfferState;
  readonly reason: string | null;
  readonly offeredAt: Date;
  readonly decidedAt: Date | null;
};

/** Who was asked to take a conversation in the queue it is in now, in order. */
export async function triedAt(db: ReadDb, conversationId: string, epoch: number): Promise<Tried[]> {
  const { rows } = await sql<Tried>`
    select o.agent_id as "agentId", a.name as "agentName", o.state, o.reason, o.offered_at as "offeredAt",
      o.decided_at as "decidedAt"
    from work_offer o join agent a on a.id = o.agent_id
    where o.conversation_id = ${conversationId} and o.epoch = ${epoch} order by o.offered_at, o.id`.execute(db);
  return rows;
}
