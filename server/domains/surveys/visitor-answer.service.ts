import type { Asking } from '#server/asking.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { visitorPlace } from '#server/domains/messages/read-marks.repository.ts';
import type { Work } from '#server/work.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { recordAnswer, surveyOver } from './answer.service.ts';
import { lockSurvey } from './surveys.repository.ts';

/** A visitor answers what stands in their chat. Anybody else's question is as good as none: `survey_over`. */
export async function answerInChat(
  work: Work,
  asking: Asking,
  { surveyId, score, comment }: CommandParsed<'visitor:answer-survey'>,
): Promise<void> {
  const place = await visitorPlace(work, asking.actor.id);
  if (place === null || !(await lockCustomer(work, place.customerId))) throw surveyOver();
  const survey = await lockSurvey(work, surveyId);
  if (survey === null || survey.contactPointId !== place.contactPointId) throw surveyOver();
  await recordAnswer(work, survey, { score, comment, on: survey.byChannel, customerId: place.customerId });
}
