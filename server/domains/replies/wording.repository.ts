import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { WordingRule } from '#shared/domain/wording/wording-rule.ts';

const columns = sql`id, locale, test, reason, level, channels, enabled, revision`;

export async function findWordingRule(db: ReadDb, id: string): Promise<WordingRule | null> {
  const { rows } = await sql<WordingRule>`select ${columns} from wording_rule where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** All of them, those that block first. */
export async function allWordingRules(db: ReadDb): Promise<WordingRule[]> {
  const { rows } = await sql<WordingRule>`
    select ${columns} from wording_rule order by level = 'warn', locale desc, id limit 1000`.execute(db);
  return rows;
}

/** Those in force. */
export async function wordingInForce(db: ReadDb): Promise<WordingRule[]> {
  const { rows } = await sql<WordingRule>`
    select ${columns} from wording_rule where enabled order by level = 'warn', id limit 1000`.execute(db);
  return rows;
}

/** Those in force that let nothing through. */
export async function blockingRules(db: ReadDb): Promise<WordingRule[]> {
  const { rows } = await sql<WordingRule>`
    select ${columns} from wording_rule where enabled and level = 'block' order by id limit 1000`.execute(db);
  return rows;
}

/** Subjects that stand on a conversation's thread, newest first; the newest thirty mails of it. */
export async function threadSubjects(db: ReadDb, conversationId: string): Promise<string[]> {
  const { rows } = await sql<{ subject: string | null }>`
    (select data->>'subject' as subject from timeline_item
      where conversation_id = ${conversationId}::uuid and kind = 'message' and data ? 'subject'
      order by occurred_at desc, seq desc limit 30)
    union all select subject from conversation where id = ${conversationId}::uuid`.execute(db);
  return rows.flatMap(({ subject }) => (subject === null ? [] : [subject]));
}

type NewRule = Omit<WordingRule, 'revision'>;
type Change = { readonly by: string | null; readonly at: Date };

export async function insertWordingRule(db: ReadDb, r: NewRule, { by, at }: Change): Promise<void> {
  await sql`
    insert into wording_rule (id, locale, test, reason, level, channels, enabled, changed_at, changed_by)
    values (${r.id}, ${r.locale}, ${JSON.stringify(r.test)}::jsonb, ${r.reason}, ${r.level}, ${r.channels}::text[],
      ${r.enabled}, ${at}, ${by}::uuid)`.execute(db);
}

/** Changes a rule if nobody else has; true when it did. */
export async function changeWordingRule(work: Work, r: WordingRule, by: string): Promise<boolean> {
  const { rows } = await sql`
    update wording_rule set locale = ${r.locale}, test = ${JSON.stringify(r.test)}::jsonb, reason = ${r.reason},
      level = ${r.level}, channels = ${r.channels}::text[], enabled = ${r.enabled}, changed_at = ${work.at},
      changed_by = ${by}, revision = revision + 1
    where id = ${r.id} and revision = ${r.revision} returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Takes a rule away if it is as it was read; true when it did. */
export async function deleteWordingRule(work: Work, id: string, revision: number): Promise<boolean> {
  const { rows } = await sql`delete from wording_rule where id = ${id} and revision = ${revision} returning 1`.execute(
    work.tx,
  );
  return rows.length === 1;
}
