import { sql } from 'kysely';
import type { Query, ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Work } from '#server/work.ts';
import type { HeldMessage, HeldState } from '#shared/domain/approval.ts';
import type { ItemRef, Snapshot } from '#shared/domain/brief.ts';
import { answerChannel, CHANNELS, type Channel } from '#shared/domain/channels.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { MessageFormat } from '#shared/domain/sending.ts';

/** A held answer with the epoch at which its author owned the conversation. */
export type HeldRecord = HeldMessage & { readonly epoch: number };

export type HeldRow = Pick<
  HeldRecord,
  | 'id'
  | 'customerId'
  | 'conversationId'
  | 'shownOn'
  | 'channel'
  | 'text'
  | 'attachments'
  | 'format'
  | 'seen'
  | 'rules'
  | 'state'
> &
  Pick<HeldRecord, 'closed' | 'revision' | 'epoch'> & {
    readonly authorId: string;
    readonly authorName: string;
    readonly heldAt: Date;
    readonly decidedBy: string | null;
    readonly decidedByName: string | null;
    readonly decidedAt: Date | null;
    readonly why: HeldMessage['why'] | null;
    readonly note: string | null;
    readonly sentText: string | null;
    readonly itemCustomerId: string | null;
    readonly itemSeq: number | null;
  };

export const heldColumns = sql`
  h.id, h.customer_id as "customerId", h.conversation_id as "conversationId",
  coalesce(o.merged_into, o.id) as "shownOn", h.epoch, h.channel, h.text, h.attachments,
  h.format, h.seen, h.rules, h.state, h.held_at as "heldAt", h.author_id as "authorId", w.name as "authorName",
  h.decided_by as "decidedBy", d.name as "decidedByName", h.decided_at as "decidedAt", h.why, h.note,
  h.sent_text as "sentText", h.item_customer_id as "itemCustomerId", h.item_seq as "itemSeq",
  h.closed_at is not null as closed, h.revision`;
export const heldTables = sql`held_message h join agent w on w.id = h.author_id
  join conversation o on o.id = h.conversation_id left join agent d on d.id = h.decided_by`;

export function asHeld(row: HeldRow): HeldRecord {
  const { authorId, authorName, decidedBy, decidedByName, decidedAt, heldAt, ...rest } = row;
  const { why, note, sentText, itemCustomerId, itemSeq, ...held } = rest;
  return {
    ...held,
    heldAt: heldAt.toISOString(),
    author: { id: authorId, name: authorName },
    ...(decidedBy === null ? {} : { decidedBy: { id: decidedBy, name: decidedByName ?? '' } }),
    ...(decidedAt === null ? {} : { decidedAt: decidedAt.toISOString() }),
    ...(why === null || why === undefined ? {} : { why }),
    ...(note === null ? {} : { note }),
    ...(sentText === null || sentText === held.text ? {} : { sentText }),
    ...(itemCustomerId === null || itemSeq === null ? {} : { item: { customerId: itemCustomerId, seq: itemSeq } }),
  };
}

/** Without what only the hub needs. */
export function heldForReading({ epoch: _, ...held }: HeldRecord): HeldMessage {
  return held;
}

export async function findHeld(db: ReadDb, id: string): Promise<HeldRecord | null> {
  const { rows } = await sql<HeldRow>`select ${heldColumns} from ${heldTables} where h.id = ${id}`.execute(db);
  return rows[0] === undefined ? null : asHeld(rows[0]);
}

/** The statement that finds the answer that waits in a conversation, if one does. */
export const waitingIn = (conversationId: string): Query<{ id: string }> => sql`${PREPARED}
  select id from held_message where conversation_id = ${conversationId} and state = 'waiting'`;

export type NewHeld = {
  readonly id: string;
  readonly customerId: string;
  readonly conversationId: string;
  readonly epoch: number;
  readonly authorId: string;
  readonly channel: Channel;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly format: MessageFormat;
  readonly seen: Snapshot;
  readonly rules: readonly string[];
};

export async function insertHeld(work: Work, h: NewHeld): Promise<HeldRecord> {
  await sql`
    insert into held_message (id, customer_id, conversation_id, epoch, author_id, channel, text, attachments, format, seen,
      rules, held_at)
    values (${h.id}, ${h.customerId}, ${h.conversationId}, ${h.epoch}, ${h.authorId}, ${h.channel}, ${h.text},
      ${JSON.stringify(h.attachments)}::jsonb, ${JSON.stringify(h.format)}::jsonb, ${JSON.stringify(h.seen)}::jsonb,
      ${JSON.stringify(h.rules)}::jsonb, ${work.at})`.execute(work.tx);
  return heldNow(work, h.id);
}

export type Move = {
  readonly to: Exclude<HeldState, 'waiting'>;
  /** Null: nobody did, it follows from what happened. */
  readonly by: string | null;
  readonly why?: HeldMessage['why'];
  readonly note?: string | undefined;
  readonly sent?: { readonly text: string; readonly item: ItemRef };
  /** Nothing is left for its author to do. */
  readonly closes?: boolean;
};

/** Moves one on from waiting, if it still waits; null when somebody was first. */
export async function moveHeld(work: Work, id: string, m: Move): Promise<HeldRecord | null> {
  const { rows } = await sql`
    update held_message set state = ${m.to}, decided_by = ${m.by}, decided_at = ${work.at}, why = ${m.why ?? null},
      note = ${m.note ?? null}, sent_text = ${m.sent?.text ?? null}, item_customer_id = ${m.sent?.item.customerId ?? null},
      item_seq = ${m.sent?.item.seq ?? null}, closed_at = ${m.closes === true ? work.at : null}, revision = revision + 1
    where id = ${id} and state = 'waiting' returning 1`.execute(work.tx);
  return rows.length === 0 ? null : heldNow(work, id);
}

/** Its author has dealt with it. Saying so twice changes nothing. */
export async function closeHeld(work: Work, id: string): Promise<HeldRecord> {
  await sql`update held_message set closed_at = ${work.at}, revision = revision + 1
    where id = ${id} and closed_at is null and state <> 'waiting'`.execute(work.tx);
  return heldNow(work, id);
}

async function heldNow(work: Work, id: string): Promise<HeldRecord> {
  const held = await findHeld(work.tx, id);
  if (held === null) throw new Error(`held message ${id} is gone within its own transaction`);
  return held;
}

/**
 * What waits though its author does not own the conversation any more as they did, it is closed, or answered on another
 * channel by now: at most some of them.
 */
export async function movedOn(db: ReadDb, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select h.id from held_message h join conversation c on c.id = h.conversation_id
      left join unnest(${[...CHANNELS]}::text[], ${CHANNELS.map(answerChannel)}::text[]) as f (channel, answered)
        on f.channel = c.channel
    where h.state = 'waiting' and (c.epoch <> h.epoch or c.status = 'resolved'
      or c.owner_agent_id is distinct from h.author_id or f.answered is distinct from h.channel)
    order by h.held_at limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
