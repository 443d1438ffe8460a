import type { Asking } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import type { Deps } from '#server/deps.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { type ConversationRecord, findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import {
  type Checklist,
  type CheckPurpose,
  type CheckState,
  checklistSchema,
  checkStanding,
} from '#shared/domain/identity-check.ts';
import type { CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import { checklists, insertCheck, newestChecks, saveChecklist } from './checks.repository.ts';

/** How far the customer of a conversation is checked for each purpose ([PR6]). Throws `not_found`. */
export async function checkStates(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  conversationId: string,
): Promise<CheckState[]> {
  const conversation = await findConversation(db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  return statesOf(db, conversation, clock.now());
}

async function statesOf(db: ReadDb, { id, channel }: ConversationRecord, now: Date): Promise<CheckState[]> {
  const [lists, made] = [await checklists(db), await newestChecks(db, id)];
  return lists.map(({ purpose, needed, minutes, facts }) => {
    const last = made.find((check) => check.purpose === purpose);
    const standing = checkStanding(purpose, last ?? null, { now, channel });
    return { purpose, needed, minutes, facts, standing, ...(last === undefined ? {} : { last }) };
  });
}

/** Throws `check_needed` unless this conversation has a check that is enough for the purpose now ([PR6]). */
export async function demandCheck(work: Work, conversation: ConversationRecord, purpose: CheckPurpose): Promise<void> {
  const states = await statesOf(work.tx, conversation, work.at);
  const standing = states.find((state) => state.purpose === purpose)?.standing ?? 'none';
  if (standing !== 'enough') throw new AppError('check_needed', { details: { purpose, standing } });
}

/**
 * Records a check by the conversation's owner and says so on the thread: which facts, by whom, until when. The values are
 * asked and compared by people and never come here. Throws `not_owner`, and `invalid` for too few or unknown facts.
 */
export async function recordCheck(
  work: Work,
  asking: Asking,
  input: CommandParsed<'check:record'>,
): Promise<CommandOutput<'check:record'>> {
  const known = await findConversation(work.tx, input.conversationId);
  if (known === null) throw new AppError('not_found');
  await lockCustomers(work, [known.customerId]);
  const conversation = await ownedConversation(work, input.conversationId, input.epoch, asking.actor.id);
  const list = (await checklists(work.tx)).find(({ purpose }) => purpose === input.purpose);
  if (list === undefined) throw new AppError('not_found');
  const codes = [...new Set(input.facts)];
  const facts = list.facts.filter(({ code }) => codes.includes(code));
  if (facts.length !== codes.length) throw new AppError('invalid', { details: { reason: 'facts: not on the list' } });
  if (input.passed && facts.length < list.needed) {
    throw new AppError('invalid', { details: { reason: `facts: ${facts.length} of ${list.needed}` } });
  }
  const expiresAt = new Date(work.at.getTime() + list.minutes * 60_000);
  const checkId = work.nextId();
  const { purpose, passed } = input;
  const { customerId, channel } = conversation;
  await insertCheck(work, {
    id: checkId,
    customerId,
    conversationId: conversation.id,
    purpose,
    passed,
    facts: codes,
    needed: list.needed,
    channel,
    by: byOf(asking),
    expiresAt,
  });
  const names = facts.map((fact) => ({ ja: fact.nameJa, en: fact.nameEn }));
  const check = { purpose, passed, facts: names, needed: list.needed, expiresAt: expiresAt.toISOString() };
  await appendItem(work, {
    ...internalItem(work, conversation, authorOf(asking)),
    kind: 'identity',
    data: { event: passed ? 'checked' : 'check_failed', detail: names.map((n) => n[asking.locale]).join(' · '), check },
  });
  return { checkId, expiresAt: expiresAt.toISOString() };
}

/** What is asked for each purpose, for who edits it. */
export const listChecklists = ({ db }: Pick<Deps, 'db'>): Promise<Checklist[]> => checklists(db);

/** Changes what is asked for a purpose. Throws `invalid`, and `changed_meanwhile` when somebody was first. */
export async function saveList(
  work: Work,
  asking: Asking,
  input: CommandParsed<'check:save-list'>,
): Promise<CommandOutput<'check:save-list'>> {
  const list = checklistSchema.safeParse(input);
  if (!list.success) throw new AppError('invalid', { details: { reason: list.error.issues[0]?.message ?? 'list' } });
  const revision = await saveChecklist(work, list.data, asking.actor.id);
  if (revision === null) throw new AppError('changed_meanwhile');
  return { revision };
}
