import type { Asking } from '#server/asking.ts';
import { prepareAnswer } from '#server/channels/answering.ts';
import { refuseWithdrawn } from '#server/domains/consent/consent.service.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked, tellConversationChanged } from '#server/domains/conversations/ownership.service.ts';
import { refuseBlocked } from '#server/domains/identity/refuse-blocked.service.ts';
import { findBySource } from '#server/domains/ingest/ingest.repository.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { insertDelivery, legOn } from '#server/domains/messages/messages.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { BotSayIn } from '#shared/domain/bot-handoff.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import { demandBot } from './bot-right.ts';
import { isWithPeople, lastSaid } from './bots.repository.ts';

const PREVIEW_LENGTH = 120;

type Said = { readonly itemId: string; readonly seq: number };

/**
 * A bot says something on one of the hub's own channels. The conversation is locked, so that a person's first word and a
 * bot's next one have an order: after the person's there is none of the bot's (`person_speaks`). `stale`: the customer said
 * more since the turn it answers. The same name again is the same message ([TL3]).
 */
export async function botSays(work: Work, asking: Asking, input: BotSayIn): Promise<Said> {
  demandBot(asking);
  const [known] = await findBySource(work, [{ source: input.source, externalId: input.externalId }]);
  if (known !== undefined) return { itemId: known.itemId, seq: known.seq };
  const locked = await conversationLocked(work, input.conversationId);
  if (await isWithPeople(work, locked.id)) throw new AppError('person_speaks');
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  if ((await lastSaid(work, locked.id)) > input.seq) throw new AppError('stale', { details: { items: [] } });
  return speak(work, asking, locked, input);
}

type Words = Pick<BotSayIn, 'source' | 'externalId' | 'botName' | 'text'>;

/** The words alone, the conversation being locked and the bot having the word. */
export async function speak(work: Work, asking: Asking, locked: ConversationRecord, words: Words): Promise<Said> {
  const leg = await legOn(work, locked.id, locked.channel);
  const customerId = leg?.customerId ?? locked.customerId;
  const contactPointId = leg?.contactPointId ?? null;
  const sessionId = leg?.active === true ? leg.id : null;
  await refuseBlocked(work, contactPointId);
  await refuseWithdrawn(work, { customerId, conversationId: locked.id, channel: locked.channel });
  const answer = await prepareAnswer(work, {
    channel: locked.channel,
    connectionId: leg?.connectionId ?? null,
    customerId,
    conversationId: locked.id,
    contactPointId,
    sessionId,
    text: words.text,
    attachments: [],
    format: {},
    agentId: asking.actor.id,
  });
  const item = await appendItem(work, {
    customerId,
    conversationId: locked.id,
    ...(sessionId === null ? {} : { sessionId }),
    kind: 'message',
    data: { text: words.text, ...answer.data },
    channel: locked.channel,
    direction: 'out',
    visibility: 'customer',
    author: { type: 'integration', name: words.botName },
    occurredAt: work.at,
    source: words.source,
    externalId: words.externalId,
  });
  assertMayLeave(item);
  await insertDelivery(work, item.id, await answer.send(item));
  const preview = [...maskSensitive(words.text).replace(/\s+/g, ' ')].slice(0, PREVIEW_LENGTH).join('');
  const after = await patchConversation(work, locked.id, {
    preview,
    last_item_at: work.at,
    customer_waits_since: null,
    reply_due_at: null,
  });
  await tellConversationChanged(work, after);
  return { itemId: item.id, seq: item.seq };
}
