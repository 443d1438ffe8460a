import { prepareAnswer } from '#server/channels/answering.ts';
import type { Deps } from '#server/deps.ts';
import { refuseWithdrawn } from '#server/domains/consent/consent.service.ts';
import { lockConversation } from '#server/domains/conversations/conversations.repository.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { insertDelivery } from '#server/domains/messages/messages.repository.ts';
import { THANKS_TASK } from '#server/domains/surveys/by-number.service.ts';
import { surveySettingsOf } from '#server/domains/surveys/settings.repository.ts';
import { surveyConversation, takeThanks } from '#server/domains/surveys/surveys.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import { thanksOf } from './words.ts';

export const surveyTasks = (deps: Deps) => ({
  [THANKS_TASK]: (payload: unknown) => thankFor(deps, (payload as { surveyId: string }).surveyId),
});

/** Thanks whoever answered by a number, once, where they answered; without, they would not know that it was taken. */
export async function thankFor(deps: Deps, surveyId: string): Promise<void> {
  await inWork(deps, (work) => thank(work, surveyId)).catch((error: unknown) => {
    // A way that is no longer there is no reason to come again.
    if (!(error instanceof AppError)) throw error;
  });
}

async function thank(work: Work, surveyId: string): Promise<void> {
  const conversationId = await surveyConversation(work.tx, surveyId);
  const conversation = conversationId === null ? null : await lockConversation(work, conversationId);
  const survey = conversation === null ? null : await takeThanks(work, surveyId);
  if (conversation === null || survey === null || survey.contactPointId === null) return;
  const fields = await surveySettingsOf(work.tx, survey.teamId);
  if (fields === null) return;
  const { customerId, byChannel: channel, contactPointId, sessionId } = survey;
  await refuseWithdrawn(work, { customerId, conversationId: conversation.id, channel });
  const text = thanksOf(fields, survey.locale ?? 'ja');
  const to = { customerId, conversationId: conversation.id, contactPointId, sessionId };
  const nobody = '00000000-0000-0000-0000-000000000000';
  const about = { connectionId: null, attachments: [], format: {}, agentId: nobody, auto: true };
  const answer = await prepareAnswer(work, { ...to, ...about, channel, text });
  const item = await appendItem(work, {
    customerId,
    conversationId: conversation.id,
    ...(sessionId === null ? {} : { sessionId }),
    kind: 'message',
    data: { text, ...answer.data },
    channel,
    direction: 'out',
    visibility: 'customer',
    author: { type: 'system' },
    occurredAt: work.at,
  });
  assertMayLeave(item);
  await insertDelivery(work, item.id, await answer.send(item));
}
