import type { Asking } from '#server/asking.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { conversationLocked } from '#server/domains/conversations/ownership.service.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { resolveCustomer } from '#server/domains/identity/identity.service.ts';
import { keepEvents } from '#server/domains/ingest/keep-events.service.ts';
import { readEvent } from '#server/domains/ingest/parse-line.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { BotHandoffFromOutside } from '#shared/domain/bot-handoff.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { conversationOfItem } from './bots.repository.ts';

/** Whom a bot hands over, and where it stands. No conversation: a call that has yet to ring. */
export type Place = {
  readonly channel: Channel;
  readonly customerId: string;
  readonly contactPointId: string | null;
  readonly conversation: ConversationRecord | null;
};

/**
 * What a bot with channels of its own brings along: who it is ([ID2]) and what was said, each line an item of its own in its
 * order, by the way of every event. An IVR may bring nobody's words: then its call is waited for. Throws `invalid` when
 * there is neither.
 */
export async function bringIn(work: Work, asking: Asking, input: BotHandoffFromOutside): Promise<Place> {
  if (input.transcript.length > 0) return withTranscript(work, asking, input);
  if (input.channel !== CALL_CHANNEL) {
    throw new AppError('invalid', { details: { reason: 'transcript: at least what the customer said is needed' } });
  }
  const { claim } = readEvent(
    asking,
    eventOf(input, 0, { by: 'customer', text: '-', at: work.at.toISOString() }),
    work.at,
  );
  const { customerId, contactPoints } = await resolveCustomer(work, claim);
  await lockCustomers(work, [customerId]);
  const contactPointId = contactPoints.find(({ kind }) => kind === 'phone')?.id ?? null;
  if (contactPointId === null && input.callKey === undefined) {
    throw new AppError('invalid', { details: { reason: 'callKey: or the phone number of the caller is needed' } });
  }
  return { channel: input.channel, customerId, contactPointId, conversation: null };
}

async function withTranscript(work: Work, asking: Asking, input: BotHandoffFromOutside): Promise<Place> {
  const events = input.transcript.map((line, index) => readEvent(asking, eventOf(input, index, line), work.at));
  const customerId = (await resolveCustomer(work, events[0]?.claim ?? never())).customerId;
  await lockCustomers(work, [customerId]);
  const kept = await keepEvents(work, events);
  // What the bot said first may stand outside: a conversation begins with the customer's first word.
  for (const { itemId } of [...kept].reverse()) {
    const id = await conversationOfItem(work, itemId);
    if (id === null) continue;
    const conversation = await conversationLocked(work, id);
    return { channel: input.channel, customerId: conversation.customerId, contactPointId: null, conversation };
  }
  throw new AppError('invalid', { details: { reason: 'transcript: nothing in it is said by the customer' } });
}

const never = (): never => {
  throw new Error('a transcript has a first line');
};

type Line = BotHandoffFromOutside['transcript'][number];

function eventOf(input: BotHandoffFromOutside, index: number, { by, text, at }: Line) {
  return {
    source: input.source,
    externalId: `${input.externalId}#${index + 1}`,
    kind: 'message',
    occurredAt: at,
    channel: input.channel,
    direction: by === 'customer' ? 'in' : 'out',
    ...(by === 'customer' ? {} : { author: { type: 'integration', name: input.botName } }),
    ...(input.thread === undefined ? {} : { thread: input.thread }),
    customer: input.customer,
    data: { text },
  };
}
