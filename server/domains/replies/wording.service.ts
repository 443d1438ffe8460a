import type { Asking } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { WordingRule } from '#shared/domain/wording/wording-rule.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import {
  allWordingRules,
  changeWordingRule,
  deleteWordingRule,
  findWordingRule,
  insertWordingRule,
} from './wording.repository.ts';

/** Writes a rule of wording, or changes one from the revision it was read at. Every desk is told. */
export async function saveWording(
  work: Work,
  asking: Asking,
  { ruleId, revision = 0, ...rule }: CommandParsed<'wording:save'>,
): Promise<WordingRule> {
  const id = ruleId ?? work.nextId();
  if (ruleId === undefined) await insertWordingRule(work.tx, { id, ...rule }, { by: asking.actor.id, at: work.at });
  else if (!(await changeWordingRule(work, { id, revision, ...rule }, asking.actor.id))) await refuse(work, id);
  work.changes.push({ to: 'workspace' });
  const saved = await findWordingRule(work.tx, id);
  if (saved === null) throw new Error('it was written in this work');
  return saved;
}

/** Takes a rule away; the second of two is told `changed_meanwhile`, or `not_found` once it is gone. */
export async function removeWording(work: Work, { ruleId, revision }: CommandParsed<'wording:remove'>): Promise<void> {
  if (!(await deleteWordingRule(work, ruleId, revision))) await refuse(work, ruleId);
  work.changes.push({ to: 'workspace' });
}

async function refuse(work: Work, id: string): Promise<never> {
  throw new AppError((await findWordingRule(work.tx, id)) === null ? 'not_found' : 'changed_meanwhile');
}

/** Every rule, those that are switched off among them. */
export const listWording = (db: ReadDb): Promise<WordingRule[]> => allWordingRules(db);
