import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Work } from '#server/work.ts';
import type { EscalationRule, RuleTest } from '#shared/domain/escalation.ts';

type Row = Omit<EscalationRule, 'teamId'> & { readonly teamId: string | null };

const columns = sql`id, name, test, team_id as "teamId", enabled, due_minutes as "dueMinutes", revision`;

const asRule = ({ teamId, ...rule }: Row): EscalationRule => ({ ...rule, ...(teamId === null ? {} : { teamId }) });

/** Every rule there is, by name. */
export async function listRules(db: ReadDb): Promise<EscalationRule[]> {
  const { rows } = await sql<Row>`
    select ${columns} from escalation_rule where removed_at is null order by name, id`.execute(db);
  return rows.map(asRule);
}

/** The rules of these kinds that are in force. */
export async function rulesInForce(db: ReadDb, kinds: readonly RuleTest['kind'][]): Promise<EscalationRule[]> {
  const { statement, read } = ruleBook();
  const { rows } = await statement.execute(db);
  return read(rows).filter(({ test }) => kinds.includes(test.kind));
}

/** All rules in force: the statement, for whoever reads more with it, and what its rows say. */
export const ruleBook = () => ({
  statement: sql<Row>`${PREPARED} select ${columns} from escalation_rule where enabled and removed_at is null order by id`,
  read: (rows: readonly Row[]): EscalationRule[] => rows.map(asRule),
});

export async function findRule(db: ReadDb, id: string): Promise<EscalationRule | null> {
  const { rows } = await sql<Row>`
    select ${columns} from escalation_rule where id = ${id} and removed_at is null`.execute(db);
  return rows[0] === undefined ? null : asRule(rows[0]);
}

type Given = Omit<EscalationRule, 'revision'>;

/** False when the id is taken, also by one that was removed. */
export async function insertRule(
  db: ReadDb,
  rule: Given,
  { by, at }: { readonly by: string | null; readonly at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into escalation_rule (id, name, test, team_id, enabled, due_minutes, changed_by, changed_at)
    values (${rule.id}, ${rule.name}, ${JSON.stringify(rule.test)}::jsonb, ${rule.teamId ?? null}, ${rule.enabled},
      ${rule.dueMinutes}, ${by}, ${at})
    on conflict (id) do nothing returning 1`.execute(db);
  return rows.length === 1;
}

/** Null when the revision moved on. */
export async function updateRule(
  work: Work,
  rule: Given,
  revision: number,
  by: string,
): Promise<EscalationRule | null> {
  const { rows } = await sql<Row>`
    update escalation_rule set name = ${rule.name}, test = ${JSON.stringify(rule.test)}::jsonb,
      team_id = ${rule.teamId ?? null}::uuid, enabled = ${rule.enabled}, due_minutes = ${rule.dueMinutes},
      changed_by = ${by}, changed_at = ${work.at}, revision = revision + 1
    where id = ${rule.id} and revision = ${revision} and removed_at is null returning ${columns}`.execute(work.tx);
  return rows[0] === undefined ? null : asRule(rows[0]);
}

export async function removeRuleRow(work: Work, id: string, revision: number): Promise<boolean> {
  const { rows } = await sql`update escalation_rule set removed_at = ${work.at}, revision = revision + 1
    where id = ${id} and revision = ${revision} and removed_at is null returning 1`.execute(work.tx);
  return rows.length === 1;
}

export async function teamExists(db: ReadDb, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from team where id = ${id}`.execute(db);
  return rows.length === 1;
}
