import type { Asking } from '#server/asking.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import { insertSession } from '#server/domains/conversations/inbound.repository.ts';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { setStatus } from '#server/domains/conversations/status.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { findQuestion, insertQuestion, settleQuestion } from './questions.repository.ts';
import { findStore, storeOfClerk } from './stores.repository.ts';

/** The thread that an answer comes back on. */
const threadOf = (questionId: string): string => `store_question:${questionId}`;

/**
 * Asks a store about the customer of one's conversation: the question stands on the thread, the conversation waits on the
 * store when a time is given. Throws `not_owner`, `not_found` for a store that is closed for good.
 */
export async function askStore(work: Work, asking: Asking, input: CommandParsed<'store:ask'>): Promise<string> {
  const { conversationId, epoch, storeId, text, until } = input;
  const locked = await ownedConversation(work, conversationId, epoch, asking.actor.id);
  const store = await findStore(work.tx, storeId);
  if (store === null) throw new AppError('not_found');
  const id = work.nextId();
  const { customerId } = locked;
  await insertQuestion(work, { id, storeId, customerId, conversationId, text, askedBy: asking.actor.id });
  await insertSession(work, {
    id: work.nextId(),
    conversationId,
    customerId,
    channel: 'store',
    contactPointId: null,
    connectionId: null,
    thread: threadOf(id),
    active: true,
    startedAt: work.at,
  });
  await appendItem(work, {
    ...internalItem(work, locked, authorOf(asking)),
    channel: 'store',
    kind: 'note',
    data: { text: `→ ${store.name}: ${text}` },
  });
  if (until !== undefined) {
    await setStatus(work, asking, { conversationId, epoch, status: 'waiting', waitingOn: 'store', until });
  }
  return id;
}

/** Takes back a question of one's own, or as a lead; `wrong_state` when it was answered meanwhile. */
export async function withdrawQuestion(work: Work, asking: Asking, questionId: string): Promise<void> {
  const question = await findQuestion(work.tx, questionId);
  if (question === null) throw new AppError('not_found');
  if (question.askedById !== asking.actor.id && asking.actor.role !== 'lead') throw new AppError('forbidden');
  const by = asking.actor.id;
  if (!(await settleQuestion(work, questionId, { state: 'withdrawn', answer: null, by })))
    throw new AppError('wrong_state', { details: { state: question.state } });
}

/** A clerk's answer: onto the thread, into the conversation that asked, whose clock it starts. One answer wins. */
export async function answerQuestion(
  work: Work,
  asking: Asking,
  { questionId, text }: CommandParsed<'clerk:answer'>,
): Promise<void> {
  const [question, store] = await Promise.all([
    findQuestion(work.tx, questionId),
    storeOfClerk(work.tx, asking.actor.id),
  ]);
  if (question === null || store === null || question.storeId !== store.id) throw new AppError('not_found');
  if (!(await settleQuestion(work, questionId, { state: 'answered', answer: text, by: asking.actor.id }))) {
    throw new AppError('wrong_state', { details: { state: question.state } });
  }
  await receive(work, {
    customerId: question.customerId,
    contactPointId: null,
    kind: 'message',
    data: { text, via: store.name },
    channel: 'store',
    direction: 'in',
    internal: true,
    author: { type: 'agent', id: asking.actor.id, name: `${asking.name} (${store.name})` },
    occurredAt: work.at,
    thread: threadOf(questionId),
  });
}
