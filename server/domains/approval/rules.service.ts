import type { Asking } from '#server/asking.ts';
import { editedMeanwhile, recordAct } from '#server/domains/settings/admin-log.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { ApprovalRule } from '#shared/domain/approval.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { deleteRule, findRule, insertRule, updateRule } from './rules.repository.ts';

const ENTITY = 'approval_rule';

/** Adds a rule, or changes one from the revision it was read at. Errors: `edited_meanwhile`. */
export async function saveRule(
  work: Work,
  asking: Asking,
  { revision, ...rule }: CommandParsed<'approval-rule:save'>,
): Promise<ApprovalRule> {
  const before = await findRule(work.tx, rule.id);
  const saved =
    revision === undefined
      ? await insertRule(work, rule, asking.actor.id)
      : await updateRule(work, rule, revision, asking.actor.id);
  if (saved === null) throw await editedMeanwhile(work, ENTITY, rule.id);
  const act = revision === undefined ? 'approval-rule:add' : 'approval-rule:save';
  await recordAct(work, asking, { act, entity: ENTITY, id: rule.id, name: rule.name, before, after: saved });
  return saved;
}

/** Removes a rule. Errors: `not_found`, `edited_meanwhile`. */
export async function removeRule(
  work: Work,
  asking: Asking,
  { id, revision }: CommandParsed<'approval-rule:remove'>,
): Promise<void> {
  const before = await findRule(work.tx, id);
  if (before === null) throw new AppError('not_found');
  if (!(await deleteRule(work, id, revision))) throw await editedMeanwhile(work, ENTITY, id);
  await recordAct(work, asking, { act: 'approval-rule:remove', entity: ENTITY, id, name: before.name, before });
}
