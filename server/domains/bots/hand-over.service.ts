import { createHash } from 'node:crypto';
import type { Asking } from '#server/asking.ts';
import { patchConversation } from '#server/domains/conversations/conversation-changes.repository.ts';
import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import { type ConversationRecord, findConversation } from '#server/domains/conversations/conversations.repository.ts';
import {
  changeOwner,
  conversationLocked,
  tellConversationChanged,
} from '#server/domains/conversations/ownership.service.ts';
import { moveToTeam } from '#server/domains/handoffs/move-to-team.service.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { BotHandoffIn, BotHandoffOut } from '#shared/domain/bot-handoff.ts';
import { maskFreeText, maskSensitive } from '#shared/domain/sensitive.ts';
import { demandBot } from './bot-right.ts';
import { speak } from './bot-says.service.ts';
import { findByName, insertBotHandoff, isWithPeople, localeOf } from './bots.repository.ts';
import { bringIn, type Place } from './bring-in.service.ts';
import { replyDueFor } from './reply-due.ts';
import { type Standing, standingNow } from './standing.service.ts';

/**
 * A bot or an IVR hands over to people: who it is, what was said and what it found out stand on the thread, the
 * conversation waits in a team's queue from now on, and the answer says how long. The same name with the same body is
 * answered with the first handover, with another body `conflict`. Errors: `forbidden`, `invalid`, `not_found`,
 * `person_speaks` when a person was first.
 */
export async function handOver(work: Work, asking: Asking, input: BotHandoffIn): Promise<BotHandoffOut> {
  demandBot(asking);
  const bodyHash = createHash('sha256').update(JSON.stringify(input)).digest();
  const known = await findByName(work, input.source, input.externalId);
  if (known !== null) {
    if (!known.bodyHash.equals(bodyHash)) throw new AppError('conflict');
    return known.answer;
  }
  const place = await placeOf(work, asking, input);
  // Asked before the handover is kept, for that counts as one of people.
  const isLate = place.conversation !== null && (await isWithPeople(work, place.conversation.id));
  const standing = await standingNow(work, input.teamId ?? null, place.conversation?.id ?? null);
  const answer = answerOf(work.nextId(), place, standing);
  const { channel, customerId, contactPointId } = place;
  await insertBotHandoff(work, {
    id: answer.handoffId,
    apiKeyId: asking.actor.id,
    source: input.source,
    externalId: input.externalId,
    bodyHash,
    botName: input.botName,
    channel,
    customerId,
    contactPointId,
    conversationId: place.conversation?.id ?? null,
    callKey: 'callKey' in input ? (input.callKey ?? null) : null,
    front: frontOf(input),
    answer,
  });
  if (place.conversation !== null)
    await giveToPeople(work, asking, place.conversation, {
      input: isLate ? { ...input, announce: false } : input,
      standing,
    });
  return answer;
}

async function placeOf(work: Work, asking: Asking, input: BotHandoffIn): Promise<Place> {
  if (!('conversationId' in input)) return bringIn(work, asking, input);
  const conversation = await conversationLocked(work, input.conversationId);
  if (await isWithPeople(work, conversation.id)) throw new AppError('person_speaks');
  if (conversation.status === 'resolved') {
    throw new AppError('wrong_state', { details: { state: conversation.status } });
  }
  const { channel, customerId } = conversation;
  return { channel, customerId, contactPointId: null, conversation };
}

function answerOf(handoffId: string, { conversation }: Place, standing: Standing): BotHandoffOut {
  const { team: _team, ...rest } = standing;
  return {
    handoffId,
    ...rest,
    ...(conversation === null ? {} : { conversationId: conversation.id, number: conversation.number }),
  };
}

/** What people read; card numbers and the like are masked before they are kept ([PR4]). */
function frontOf(input: BotHandoffIn) {
  return {
    intent:
      input.intent === undefined
        ? undefined
        : {
            code: input.intent.code,
            ...(input.intent.text === undefined ? {} : { text: maskSensitive(input.intent.text) }),
          },
    fields: maskFreeText(input.fields),
    path: 'path' in input ? maskFreeText(input.path) : [],
    identity: input.identity,
  };
}

type Giving = { readonly input: BotHandoffIn; readonly standing: Standing };

/** From now on it is the team's, and the customer waits for a person; the thread says who handed it over. */
async function giveToPeople(
  work: Work,
  asking: Asking,
  conversation: ConversationRecord,
  { input, standing }: Giving,
): Promise<void> {
  if (input.announce) {
    const text = standing.words[await localeOf(work, conversation.customerId)];
    const { source, botName } = input;
    await speak(work, asking, conversation, { source, botName, text, externalId: `${input.externalId}#announced` });
  }
  const reason = [input.intent?.text ?? input.intent?.code, ...input.fields.map((f) => `${f.label}: ${f.value}`)]
    .filter((part) => part !== undefined)
    .join(' · ');
  await appendItem(work, {
    ...internalItem(work, conversation, { type: 'integration', name: input.botName }),
    kind: 'system',
    data: {
      event: 'bot_handed_over',
      to: { type: 'team', ...standing.team },
      ...(reason === '' ? {} : { reason: maskSensitive(reason).slice(0, 2000) }),
    },
  });
  const queued = await toQueue(work, conversation, standing.team);
  const waitsSince = queued.customerWaitsSince ?? work.at;
  const after = await patchConversation(work, queued.id, {
    customer_waits_since: waitsSince,
    reply_due_at: queued.replyDueAt ?? (await replyDueFor(work, queued, waitsSince)),
    ...(queued.subject === null && input.intent?.text !== undefined
      ? { subject: maskSensitive(input.intent.text).slice(0, 200) }
      : {}),
  });
  await tellConversationChanged(work, after);
}

/** In the queue of that team: it may stand in another's. What a person owns already stays theirs. */
async function toQueue(
  work: Work,
  conversation: ConversationRecord,
  team: Standing['team'],
): Promise<ConversationRecord> {
  if (conversation.ownerAgentId !== null || conversation.ownerTeamId === team.id) return reread(work, conversation.id);
  await moveToTeam(work, conversation, team.id);
  const moved = await changeOwner(work, conversation, {
    to: { type: 'team', ...team },
    change: 'handed_off',
    by: null,
  });
  return moved ?? reread(work, conversation.id);
}

async function reread(work: Work, id: string): Promise<ConversationRecord> {
  const found = await findConversation(work.tx, id);
  if (found === null) throw new Error(`conversation ${id} is gone within its own lock`);
  return found;
}
