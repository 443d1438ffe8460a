import { prepareAnswer } from '#server/channels/answering.ts';
import { type Facts, timeWords } from '#server/channels/reaching.ts';
import { sealText } from '#server/channels/secret-text.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { insertDelivery } from '#server/domains/messages/messages.repository.ts';
import { markAsked, type SurveyRecord } from '#server/domains/surveys/surveys.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import type { Work } from '#server/work.ts';
import { channelFacts } from '#shared/domain/channels.ts';
import type { SurveyFields } from '#shared/domain/survey.ts';
import type { Reached } from './reach.ts';
import { newSurveyToken, surveyTokenHash } from './token.ts';
import { mailText, messageText, questionOf, thanksOf } from './words.ts';

const HOUR_MS = 3_600_000;
/** In whose name nobody asks: the hub does. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

type Asking = {
  readonly survey: SurveyRecord;
  readonly conversation: ConversationRecord;
  readonly fields: SurveyFields;
  readonly facts: Facts;
  readonly to: Extract<Reached, { point: unknown }>;
};

/**
 * Puts the question on the thread and on its way, in this transaction ([CH3]): by the hub, not by an agent, so it answers
 * nobody and stops no clock ([CV5]); and the conversation stays as it is. The link stands on the thread without its secret.
 * Throws `no_channel`, `too_large`.
 */
export async function askCustomer(work: Work, { survey, conversation, fields, facts, to }: Asking): Promise<void> {
  const { byChannel: channel, id } = survey;
  const { point, sessionId, connectionId } = to;
  const { locale } = facts;
  const until = new Date(work.at.getTime() + fields.windowHours * HOUR_MS);
  const inChat = channelFacts(channel).address === 'visitor';
  const token = inChat || work.publicUrl === null ? null : newSurveyToken(locale);
  const shown = token === null ? null : `${work.publicUrl ?? ''}/rate#••••••`;
  const time = timeWords(until, { locale, timeZone: facts.timeZone, now: work.at });
  const asked = { locale, company: facts.company, agent: facts.agent, time, link: shown };
  const answer = await prepareAnswer(work, {
    channel,
    connectionId,
    customerId: point.customerId,
    conversationId: conversation.id,
    contactPointId: point.id,
    sessionId,
    text: textOf(),
    attachments: [],
    format: {},
    agentId: NOBODY,
    auto: true,
    ...(token === null || shown === null
      ? {}
      : { secret: sealText(work.vault, shown, `${work.publicUrl ?? ''}/rate#${token}`, `survey:${id}`) }),
  });
  const item = await appendItem(work, {
    customerId: point.customerId,
    conversationId: conversation.id,
    ...(sessionId === null ? {} : { sessionId }),
    kind: 'message',
    data: {
      text: textOf(),
      ...answer.data,
      survey: { surveyId: id, until: until.toISOString(), thanks: thanksOf(fields, locale) },
    },
    channel,
    direction: 'out',
    visibility: 'customer',
    author: { type: 'system' },
    occurredAt: work.at,
  });
  assertMayLeave(item);
  await insertDelivery(work, item.id, await answer.send(item));
  await markAsked(work, {
    id,
    locale,
    contactPointId: point.id,
    sessionId,
    itemId: item.id,
    tokenHash: token === null ? null : surveyTokenHash(token),
    expiresAt: until,
  });

  function textOf(): string {
    if (inChat) return questionOf(fields, asked);
    const { link } = asked;
    return channelFacts(channel).takesScore === true || link === null
      ? messageText(fields, asked)
      : mailText(fields, { ...asked, link });
  }
}
