import { type Asking, demand } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { editedMeanwhile, recordAct } from '#server/domains/settings/admin-log.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { EscalationRule } from '#shared/domain/escalation.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { findRule, insertRule, listRules, removeRuleRow, teamExists, updateRule } from './rules.repository.ts';

/** Every rule, by name. */
export async function rulesOf({ db }: Pick<Deps, 'db'>, asking: Asking): Promise<QueryOutput<'escalation-rule.list'>> {
  demand(asking, 'escalation.rules');
  return { rules: await listRules(db) };
}

/** Adds a rule, or changes one from the revision it was read at. Errors: `not_found`, `edited_meanwhile`. */
export async function saveRule(
  work: Work,
  asking: Asking,
  { rule, revision }: CommandParsed<'escalation-rule:save'>,
): Promise<EscalationRule> {
  demand(asking, 'escalation.rules');
  if (rule.teamId !== undefined && !(await teamExists(work.tx, rule.teamId))) throw new AppError('not_found');
  const before = revision === undefined ? null : await findRule(work.tx, rule.id);
  const saved = await write(work, asking, rule, revision);
  if (saved === null) throw await editedMeanwhile(work, 'escalation_rule', rule.id);
  const act = revision === undefined ? 'escalation-rule:add' : 'escalation-rule:save';
  await recordAct(work, asking, {
    act,
    entity: 'escalation_rule',
    id: rule.id,
    name: rule.name,
    before: before === null ? null : factsOf(before),
    after: factsOf(saved),
  });
  return saved;
}

async function write(
  work: Work,
  { actor }: Asking,
  rule: Omit<EscalationRule, 'revision'>,
  revision: number | undefined,
): Promise<EscalationRule | null> {
  if (revision !== undefined) return updateRule(work, rule, revision, actor.id);
  return (await insertRule(work.tx, rule, { by: actor.id, at: work.at })) ? { ...rule, revision: 1 } : null;
}

/** Removes a rule; what it raised stays. Errors: `not_found`, `edited_meanwhile`. */
export async function removeRule(
  work: Work,
  asking: Asking,
  { ruleId, revision }: CommandParsed<'escalation-rule:remove'>,
): Promise<{ removed: boolean }> {
  demand(asking, 'escalation.rules');
  const before = await findRule(work.tx, ruleId);
  if (before === null) throw new AppError('not_found');
  if (!(await removeRuleRow(work, ruleId, revision))) throw await editedMeanwhile(work, 'escalation_rule', ruleId);
  const { name } = before;
  await recordAct(work, asking, {
    act: 'escalation-rule:remove',
    entity: 'escalation_rule',
    id: ruleId,
    name,
    before: factsOf(before),
  });
  return { removed: true };
}

const factsOf = ({ name, test, teamId, enabled, dueMinutes }: EscalationRule) => ({
  name,
  test,
  teamId: teamId ?? null,
  enabled,
  dueMinutes,
});
