import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { StoreQuestion } from '#shared/domain/store.ts';

type Row = {
  readonly id: string;
  readonly storeId: string;
  readonly storeName: string;
  readonly conversationId: string;
  readonly conversationNumber: number;
  readonly customerId: string;
  readonly customerName: string | null;
  readonly text: string;
  readonly askedBy: string;
  readonly askedById: string;
  readonly askedAt: Date;
  readonly state: 'open' | 'answered' | 'withdrawn';
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
};
export type QuestionRecord = Row;

const columns = sql`q.id, q.store_id as "storeId", s.name as "storeName", q.conversation_id as "conversationId",
  v.number as "conversationNumber", q.customer_id as "customerId", c.name as "customerName", q.text,
  a.name as "askedBy", q.asked_by as "askedById", q.asked_at as "askedAt", q.state, q.answer, b.name as "answeredBy",
  q.answered_at as "answeredAt"`;
const tables = sql`store_question q join store s on s.id = q.store_id join conversation v on v.id = q.conversation_id
  join customer c on c.id = q.customer_id join agent a on a.id = q.asked_by left join agent b on b.id = q.answered_by`;

/** What a store is asked and has not answered, oldest first. */
export async function openQuestions(db: ReadDb, storeId: string): Promise<QuestionRecord[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${tables} where q.store_id = ${storeId}::uuid and q.state = 'open'
    order by q.asked_at limit 100`.execute(db);
  return rows;
}

export async function questionsOf(db: ReadDb, conversationId: string): Promise<QuestionRecord[]> {
  const { rows } = await sql<Row>`
    select ${columns} from ${tables} where q.conversation_id = ${conversationId}::uuid order by q.asked_at limit 50`.execute(
    db,
  );
  return rows;
}

export async function findQuestion(db: ReadDb, id: string): Promise<QuestionRecord | null> {
  const { rows } = await sql<Row>`select ${columns} from ${tables} where q.id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

type NewQuestion = Pick<Row, 'id' | 'storeId' | 'customerId' | 'conversationId' | 'text'> & {
  readonly askedBy: string;
};

export async function insertQuestion(work: Work, q: NewQuestion): Promise<void> {
  await sql`
    insert into store_question (id, store_id, customer_id, conversation_id, text, asked_by, asked_at)
    values (${q.id}, ${q.storeId}, ${q.customerId}, ${q.conversationId}, ${q.text}, ${q.askedBy}, ${work.at})`.execute(
    work.tx,
  );
}

/** One outcome for a question: false when it had one already. */
export async function settleQuestion(
  work: Work,
  id: string,
  outcome: { readonly state: 'answered' | 'withdrawn'; readonly answer: string | null; readonly by: string },
): Promise<boolean> {
  const { rows } = await sql`
    update store_question set state = ${outcome.state}, answer = ${outcome.answer}, answered_by = ${outcome.by},
      answered_at = ${work.at}
    where id = ${id}::uuid and state = 'open' returning 1`.execute(work.tx);
  return rows.length === 1;
}

export const asQuestion = (row: QuestionRecord): StoreQuestion => ({
  id: row.id,
  storeId: row.storeId,
  storeName: row.storeName,
  conversationId: row.conversationId,
  conversationNumber: row.conversationNumber,
  customerId: row.customerId,
  customerName: row.customerName ?? '—',
  text: row.text,
  askedBy: row.askedBy,
  askedAt: row.askedAt.toISOString(),
  state: row.state,
  ...(row.answer === null ? {} : { answer: row.answer }),
  ...(row.answeredBy === null ? {} : { answeredBy: row.answeredBy }),
  ...(row.answeredAt === null ? {} : { answeredAt: row.answeredAt.toISOString() }),
});
