import { type RawBuilder, sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { ItemRef } from '#shared/domain/brief.ts';
import type { Commitment } from '#shared/domain/conversation.ts';

export type CommitmentRecord = {
  readonly id: string;
  readonly conversationId: string;
  readonly customerId: string;
  readonly text: string;
  readonly dueAt: Date;
  readonly state: Commitment['state'];
  readonly moves: number;
  readonly itemCustomerId: string | null;
  readonly itemSeq: number | null;
};

const columns = sql`id, conversation_id as "conversationId", customer_id as "customerId", text, due_at as "dueAt", state,
  moves, item_customer_id as "itemCustomerId", item_seq as "itemSeq"`;

/** What is still owed to the customer. */
const OWED = sql`state in ('open', 'broken')`;

/** The promise as the wire carries it. */
export function asCommitment(c: CommitmentRecord): Commitment {
  const item = itemOf(c);
  return {
    id: c.id,
    conversationId: c.conversationId,
    customerId: c.customerId,
    text: c.text,
    dueAt: c.dueAt.toISOString(),
    state: c.state,
    ...(c.moves > 0 && { moves: c.moves }),
    ...(item !== null && { item }),
  };
}

/** In whose words it was made, if anybody knows. */
export const itemOf = (c: Pick<CommitmentRecord, 'itemCustomerId' | 'itemSeq'>): ItemRef | null =>
  c.itemCustomerId === null || c.itemSeq === null ? null : { customerId: c.itemCustomerId, seq: c.itemSeq };

type New = Pick<CommitmentRecord, 'conversationId' | 'customerId' | 'text' | 'dueAt'> & {
  readonly madeBy: string;
  readonly item?: ItemRef | undefined;
};

/** Stores an open promise. */
export async function insertCommitment(work: Work, promise: New): Promise<CommitmentRecord> {
  const { rows } = await sql<CommitmentRecord>`
    insert into commitment (id, conversation_id, customer_id, text, due_at, first_due_at, made_by, created_at,
      item_customer_id, item_seq)
    values (${work.nextId()}, ${promise.conversationId}, ${promise.customerId}, ${promise.text}, ${promise.dueAt},
      ${promise.dueAt}, ${promise.madeBy}, ${work.at}, ${promise.item?.customerId ?? null}::uuid,
      ${promise.item?.seq ?? null}::bigint)
    returning ${columns}`.execute(work.tx);
  const [stored] = rows;
  if (stored === undefined) throw new Error('an insert gave no row');
  return stored;
}

/** The promise that was made of an item for a time, unless it was cancelled; there is at most one. */
export async function sameCommitment(work: Work, item: ItemRef, dueAt: Date): Promise<CommitmentRecord | null> {
  const { rows } = await sql<CommitmentRecord>`
    select ${columns} from commitment where item_customer_id = ${item.customerId} and item_seq = ${item.seq}
      and first_due_at = ${dueAt} and state <> 'cancelled'`.execute(work.tx);
  return rows[0] ?? null;
}

/** Whether an item is of this conversation. */
export async function isItemOf(work: Work, item: ItemRef, conversationId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from timeline_item where customer_id = ${item.customerId} and seq = ${item.seq}
      and conversation_id = ${conversationId}`.execute(work.tx);
  return rows.length === 1;
}

/** A promise of this conversation, or null. */
export async function findCommitment(work: Work, id: string, conversationId: string): Promise<CommitmentRecord | null> {
  const { rows } = await sql<CommitmentRecord>`
    select ${columns} from commitment where id = ${id} and conversation_id = ${conversationId}`.execute(work.tx);
  return rows[0] ?? null;
}

const changed = async (work: Work, set: RawBuilder<unknown>, where: RawBuilder<unknown>) => {
  const { rows } = await sql<CommitmentRecord>`
    update commitment set ${set} where ${where} returning ${columns}`.execute(work.tx);
  return rows[0] ?? null;
};

/** Settles a promise that is still owed; null when it was settled before. */
export const settleOwed = (work: Work, id: string, state: 'kept' | 'cancelled'): Promise<CommitmentRecord | null> =>
  changed(work, sql`state = ${state}, settled_at = ${work.at}`, sql`id = ${id} and ${OWED}`);

/** Puts off a promise that is still owed; null when it was settled before. */
export const moveOwed = (work: Work, id: string, dueAt: Date): Promise<CommitmentRecord | null> =>
  changed(
    work,
    sql`state = 'open', due_at = ${dueAt}, moves = moves + 1, broken_at = null`,
    sql`id = ${id} and ${OWED}`,
  );

/** Marks an open promise whose time is over as broken; null when it was settled, moved or marked meanwhile. */
export const breakDue = (work: Work, id: string): Promise<CommitmentRecord | null> =>
  changed(
    work,
    sql`state = 'broken', broken_at = ${work.at}`,
    sql`id = ${id} and state = 'open' and due_at <= ${work.at}`,
  );

/** Open promises whose time is over with their conversations, the longest over first. */
export async function promisesDue(
  db: ReadDb,
  at: Date,
  limit: number,
): Promise<{ id: string; conversationId: string }[]> {
  const { rows } = await sql<{ id: string; conversationId: string }>`
    select id, conversation_id as "conversationId" from commitment where state = 'open' and due_at <= ${at}
    order by due_at limit ${limit}`.execute(db);
  return rows;
}

/** What is still owed of these conversations, or to these customers; the next due first. */
export async function owedPromises(
  db: ReadDb,
  of: { readonly conversations: readonly string[] } | { readonly customers: readonly string[] },
): Promise<Commitment[]> {
  const whose =
    'conversations' in of
      ? sql`conversation_id = any(${of.conversations}::uuid[])`
      : sql`customer_id = any(${of.customers}::uuid[])`;
  const { rows } = await sql<CommitmentRecord>`
    select ${columns} from commitment where ${whose} and ${OWED} order by due_at, id limit 50`.execute(db);
  return rows.map(asCommitment);
}
