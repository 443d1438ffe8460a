import { sql } from 'kysely';
import type { Query, ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Work } from '#server/work.ts';
import type { ApprovalRule } from '#shared/domain/approval.ts';
import type { Role } from '#shared/domain/people.ts';

export type RuleRow = Omit<ApprovalRule, 'until'> & { readonly until: Date | null };

const columns = sql`r.id, r.name, r.enabled, r.agent_ids as "agentIds", r.team_ids as "teamIds",
  r.category_ids as "categoryIds", r.channels, r.words, r.until, r.revision`;

export const asRule = ({ until, ...rule }: RuleRow): ApprovalRule => ({
  ...rule,
  ...(until === null ? {} : { until: until.toISOString() }),
});

/** Every rule, by name. */
export async function listRules(db: ReadDb): Promise<ApprovalRule[]> {
  const { rows } = await sql<RuleRow>`select ${columns} from approval_rule r order by r.name, r.id`.execute(db);
  return rows.map(asRule);
}

/** The statement that reads those that may hold something now. */
export const rulesInForce = ({ at }: Pick<Work, 'at'>): Query<RuleRow> => sql`${PREPARED}
  select ${columns} from approval_rule r where r.enabled and (r.until is null or r.until > ${at}) order by r.name, r.id`;

export async function findRule(db: ReadDb, id: string): Promise<ApprovalRule | null> {
  const { rows } = await sql<RuleRow>`select ${columns} from approval_rule r where r.id = ${id}`.execute(db);
  return rows[0] === undefined ? null : asRule(rows[0]);
}

type Given = Omit<ApprovalRule, 'revision'>;

/** Null when the id is taken. */
export async function insertRule(work: Work, r: Given, by: string): Promise<ApprovalRule | null> {
  const { rows } = await sql<RuleRow>`
    insert into approval_rule as r (id, name, enabled, agent_ids, team_ids, category_ids, channels, words, until, changed_by, changed_at)
    values (${r.id}, ${r.name}, ${r.enabled}, ${r.agentIds}::uuid[], ${r.teamIds}::uuid[], ${r.categoryIds}::uuid[],
      ${r.channels}::text[], ${JSON.stringify(r.words)}::jsonb, ${r.until ?? null}::timestamptz, ${by}, ${work.at})
    on conflict (id) do nothing returning ${columns}`.execute(work.tx);
  return rows[0] === undefined ? null : asRule(rows[0]);
}

/** Null when the revision moved on. */
export async function updateRule(work: Work, r: Given, revision: number, by: string): Promise<ApprovalRule | null> {
  const { rows } = await sql<RuleRow>`
    update approval_rule as r set name = ${r.name}, enabled = ${r.enabled}, agent_ids = ${r.agentIds}::uuid[],
      team_ids = ${r.teamIds}::uuid[], category_ids = ${r.categoryIds}::uuid[], channels = ${r.channels}::text[],
      words = ${JSON.stringify(r.words)}::jsonb, until = ${r.until ?? null}::timestamptz, changed_by = ${by},
      changed_at = ${work.at}, revision = r.revision + 1
    where r.id = ${r.id} and r.revision = ${revision} returning ${columns}`.execute(work.tx);
  return rows[0] === undefined ? null : asRule(rows[0]);
}

export async function deleteRule(work: Work, id: string, revision: number): Promise<boolean> {
  const { rows } = await sql`delete from approval_rule where id = ${id} and revision = ${revision} returning 1`.execute(
    work.tx,
  );
  return rows.length === 1;
}

/** What somebody of the company may do there. */
export async function roleOf(work: Work, agentId: string): Promise<Role> {
  const { rows } = await sql<{ role: Role }>`select role from agent where id = ${agentId}::uuid`.execute(work.tx);
  return rows[0]?.role ?? 'agent';
}

/** A category and those above it, the lowest first. */
export async function categoryPath(work: Work, id: string | null): Promise<string[]> {
  if (id === null) return [];
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select id, parent_id, 1 as n from category where id = ${id}
      union all select p.id, p.parent_id, up.n + 1 from category p join up on up.parent_id = p.id where up.n < 10)
    select id from up order by n`.execute(work.tx);
  return rows.map((row) => row.id);
}

/** The customer's newest words in a conversation, at most ten messages. */
export async function heardIn(work: Work, conversationId: string): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select concat_ws(E'\n', i.data ->> 'subject', i.data ->> 'text') as text from timeline_item i
    where i.conversation_id = ${conversationId} and i.kind = 'message' and i.direction = 'in' and i.redacted_at is null
    order by i.occurred_at desc, i.seq desc limit 10`.execute(work.tx);
  return rows.map(({ text }) => text).join('\n');
}
