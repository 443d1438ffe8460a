import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { ItemRef } from '#shared/domain/brief.ts';
import type { ConversationStatus, WaitingOn } from '#shared/domain/conversation.ts';

/** What a merge has to give back when it is undone. */
export type Before = {
  readonly status: ConversationStatus;
  readonly waitingOn: WaitingOn | null;
  readonly waitingUntil: string | null;
  readonly owner: { readonly type: 'agent' | 'team'; readonly id: string; readonly name: string };
  readonly customerWaitsSince: string | null;
  readonly replyDueAt: string | null;
  readonly promises: readonly string[];
  /** Whose drafts went along, in which mode. */
  readonly drafts: readonly { readonly agentId: string; readonly mode: string }[];
  /** Legs that ended here and go on in the other as `begun`. */
  readonly sessions: readonly string[];
  readonly begun: readonly string[];
};

export type LinkRecord = {
  readonly id: string;
  readonly kind: 'merge' | 'split';
  readonly fromId: string;
  readonly toId: string;
  readonly before: Before;
  readonly madeBy: string;
  readonly madeByName: string;
  readonly madeAt: Date;
};

const select = sql`
  select l.id, l.kind, l.from_id as "fromId", l.to_id as "toId", l.before, l.made_by as "madeBy", a.name as "madeByName",
    l.made_at as "madeAt"
  from conversation_link l join agent a on a.id = l.made_by`;

type NewLink = Pick<LinkRecord, 'kind' | 'fromId' | 'toId' | 'before' | 'madeBy'>;

/** Keeps a merge or a split and gives its id. */
export async function insertLink(work: Work, link: NewLink): Promise<string> {
  const id = work.nextId();
  await sql`insert into conversation_link (id, kind, from_id, to_id, before, made_by, made_at)
    values (${id}, ${link.kind}, ${link.fromId}, ${link.toId}, ${JSON.stringify(link.before)}::jsonb, ${link.madeBy},
      ${work.at})`.execute(work.tx);
  return id;
}

/** A link that stands, or null. */
export async function findLink(db: ReadDb, id: string): Promise<LinkRecord | null> {
  const { rows } = await sql<LinkRecord>`${select} where l.id = ${id} and l.undone_at is null`.execute(db);
  return rows[0] ?? null;
}

/** The links that a conversation stands in, the newest first. */
export async function linksOf(db: ReadDb, conversationId: string): Promise<LinkRecord[]> {
  const { rows } = await sql<LinkRecord>`${select}
    where l.undone_at is null and (l.from_id = ${conversationId} or l.to_id = ${conversationId})
    order by l.made_at desc`.execute(db);
  return rows;
}

/** Takes a link back by one conditional update; false when somebody was first. */
export async function undoLink(work: Work, id: string, by: string): Promise<boolean> {
  const { rows } = await sql`update conversation_link set undone_by = ${by}, undone_at = ${work.at}
    where id = ${id} and undone_at is null returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Moves the promises that are still owed from one conversation to another; gives which. */
export async function movePromises(work: Work, from: string, to: string, only?: readonly string[]): Promise<string[]> {
  const these = only === undefined ? sql`state in ('open', 'broken')` : sql`id = any(${only}::uuid[])`;
  const { rows } = await sql<{ id: string }>`update commitment set conversation_id = ${to}
    where conversation_id = ${from} and ${these} returning id`.execute(work.tx);
  return rows.map(({ id }) => id);
}

type MovedDraft = { readonly agentId: string; readonly mode: string };

/**
 * Moves drafts with words in them from one conversation to another, where their author has none in that mode there; the
 * others stay where they are ([CV4]: nobody's act destroys one). Gives which were moved.
 */
export async function moveDrafts(
  work: Work,
  from: string,
  to: string,
  only?: readonly MovedDraft[],
): Promise<MovedDraft[]> {
  const these =
    only === undefined
      ? sql`true`
      : sql`(d.agent_id, d.mode) in (select (e->>'agentId')::uuid, e->>'mode' from jsonb_array_elements(${JSON.stringify(only)}::jsonb) e)`;
  const { rows } = await sql<MovedDraft>`
    with moving as (
      select d.* from draft d where d.conversation_id = ${from} and ${these}
        and (d.text <> '' or d.attachments <> '[]'::jsonb or d.format <> '{}'::jsonb)
        and not exists (select 1 from draft t where t.conversation_id = ${to} and t.agent_id = d.agent_id and t.mode = d.mode
          and (t.text <> '' or t.attachments <> '[]'::jsonb or t.format <> '{}'::jsonb))),
    put as (
      insert into draft as t (conversation_id, agent_id, mode, text, attachments, format, revision, saved_at)
      select ${to}, agent_id, mode, text, attachments, format, revision, saved_at from moving
      on conflict (conversation_id, agent_id, mode) do update set text = excluded.text, attachments = excluded.attachments,
        format = excluded.format, revision = greatest(t.revision + 1, excluded.revision), saved_at = excluded.saved_at
      returning agent_id, mode),
    emptied as (
      update draft d set text = '', attachments = '[]', format = '{}', revision = d.revision + 1
      from put where d.conversation_id = ${from} and d.agent_id = put.agent_id and d.mode = put.mode)
    select agent_id as "agentId", mode from put`.execute(work.tx);
  return rows;
}

/** The items that a split was made for. */
export async function insertItems(work: Work, conversationId: string, items: readonly ItemRef[]): Promise<void> {
  await sql`insert into conversation_item (conversation_id, customer_id, seq)
    select ${conversationId}, r."customerId", r.seq from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as r ("customerId" uuid, seq bigint)
    on conflict do nothing`.execute(work.tx);
}

/** How many of these items stand in a conversation. */
export async function countItemsIn(work: Work, conversationId: string, items: readonly ItemRef[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as r ("customerId" uuid, seq bigint)
      join timeline_item i on i.customer_id = r."customerId" and i.seq = r.seq
    where i.conversation_id = ${conversationId}`.execute(work.tx);
  return rows[0]?.n ?? 0;
}

export type MovedLegs = { readonly sessions: string[]; readonly begun: string[] };

/** Copies legs onto another conversation and ends them on the first. */
export async function moveLegs(
  work: Work,
  from: string,
  to: string,
  sessionIds: readonly string[],
): Promise<MovedLegs> {
  const { rows } = await sql<{ ended: string; begun: string }>`
    with ended as (
      update session set state = 'ended', ended_at = ${work.at}
      where conversation_id = ${from} and id = any(${sessionIds}::uuid[]) and state = 'active' returning *),
    pair as (select ended.*, gen_random_uuid() as copy from ended),
    begun as (
      insert into session (id, conversation_id, customer_id, channel, contact_point_id, thread, state, started_at, connection_id)
      select copy, ${to}, customer_id, channel, contact_point_id, thread, 'active', ${work.at}, connection_id from pair
      returning id)
    select pair.id as ended, pair.copy as begun from pair join begun on begun.id = pair.copy`.execute(work.tx);
  return { sessions: rows.map(({ ended }) => ended), begun: rows.map(({ begun }) => begun) };
}

/** Legs go back to where they were. */
export async function giveLegsBack(work: Work, { sessions, begun }: Pick<Before, 'sessions' | 'begun'>): Promise<void> {
  await sql`update session set state = 'ended', ended_at = ${work.at}
    where id = any(${begun}::uuid[]) and state = 'active'`.execute(work.tx);
  await sql`update session set state = 'active', ended_at = null where id = any(${sessions}::uuid[])`.execute(work.tx);
}
