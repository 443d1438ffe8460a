import { sql } from 'kysely';
import type { Work } from '#server/work.ts';

export type CommitmentRecord = {
  readonly id: string;
  readonly conversationId: string;
  readonly customerId: string;
  readonly text: string;
  readonly dueAt: Date;
  readonly state: 'open' | 'kept' | 'broken' | 'cancelled';
};

const columns = sql`id, conversation_id as "conversationId", customer_id as "customerId", text, due_at as "dueAt", state`;

/** Stores an open promise. */
export async function insertCommitment(
  work: Work,
  promise: Pick<CommitmentRecord, 'conversationId' | 'customerId' | 'text' | 'dueAt'> & { readonly madeBy: string },
): Promise<CommitmentRecord> {
  const { rows } = await sql<CommitmentRecord>`
    insert into commitment (id, conversation_id, customer_id, text, due_at, made_by, created_at)
    values (${work.nextId()}, ${promise.conversationId}, ${promise.customerId}, ${promise.text}, ${promise.dueAt},
      ${promise.madeBy}, ${work.at}) returning ${columns}`.execute(work.tx);
  const [stored] = rows;
  if (stored === undefined) throw new Error('an insert gave no row');
  return stored;
}

/** A promise of this conversation, or null. */
export async function findCommitment(work: Work, id: string, conversationId: string): Promise<CommitmentRecord | null> {
  const { rows } = await sql<CommitmentRecord>`
    select ${columns} from commitment where id = ${id} and conversation_id = ${conversationId}`.execute(work.tx);
  return rows[0] ?? null;
}

/** Settles a promise that is open; null when it was settled before. */
export async function settleOpen(
  work: Work,
  id: string,
  state: 'kept' | 'cancelled',
): Promise<CommitmentRecord | null> {
  const { rows } = await sql<CommitmentRecord>`
    update commitment set state = ${state}, settled_at = ${work.at}
    where id = ${id} and state = 'open' returning ${columns}`.execute(work.tx);
  return rows[0] ?? null;
}
