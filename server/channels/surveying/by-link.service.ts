import type { z } from 'zod';
import { publicName, spokenWith } from '#server/channels/reaching.ts';
import type { Deps } from '#server/deps.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { recordAnswer, surveyOver } from '#server/domains/surveys/answer.service.ts';
import { surveySettingsOf } from '#server/domains/surveys/settings.repository.ts';
import { commentOf, lockSurvey, type SurveyRecord, surveyByToken } from '#server/domains/surveys/surveys.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { SurveyLook, surveyAnswerInSchema, surveyLookInSchema } from '#shared/wire/survey-link.ts';
import { browserSecretHash, surveyTokenHash } from './token.ts';
import { questionOf, thanksOf } from './words.ts';

/**
 * What the page of a link shows. A link that was used by another browser, is over or never was is one and the same:
 * `survey_over`; and what was answered is told to nobody.
 */
export async function lookByLink(
  { db, clock }: Deps,
  { token, browser }: z.infer<typeof surveyLookInSchema>,
): Promise<SurveyLook> {
  const survey = await surveyByToken(db, surveyTokenHash(token));
  if (survey === null || !stands(survey, clock.now(), browser)) throw surveyOver();
  const fields = await surveySettingsOf(db, survey.teamId);
  if (fields === null) throw surveyOver();
  const spoken = await spokenWith(db, survey.customerId, await membersOf(db, survey.customerId));
  const agent = survey.agentId === null ? null : await publicName(db, survey.agentId);
  const locale = survey.locale ?? spoken.locale;
  const question = questionOf(fields, { locale, company: spoken.company, agent: agent ?? spoken.company });
  return { locale, question, answered: survey.state === 'answered' };
}

/**
 * Takes the answer of whoever has the link: of one browser, which may correct itself within the time. The same answer once
 * more, as after one that was lost, is the same answer. Throws `survey_over`.
 */
export async function answerByLink(
  deps: Deps,
  { token, browser, score, comment = '' }: z.infer<typeof surveyAnswerInSchema>,
): Promise<{ thanks: string }> {
  const found = await surveyByToken(deps.db, surveyTokenHash(token));
  if (found === null) throw surveyOver();
  return inWork(deps, async (work) => {
    await lockCustomer(work, found.customerId);
    const survey = await lockSurvey(work, found.id);
    if (survey === null || !stands(survey, work.at, browser)) throw surveyOver();
    const on = survey.byChannel;
    const browserHash = browserSecretHash(browser);
    if (!(await isSameAgain(work, survey, score, comment)))
      await recordAnswer(work, survey, { score, comment, on, customerId: survey.customerId, browserHash });
    const fields = await surveySettingsOf(work.tx, survey.teamId);
    return { thanks: fields === null ? '' : thanksOf(fields, survey.locale ?? 'ja') };
  });
}

/** Nothing said besides is no other answer; nor is what was said already, as the thread keeps it. */
async function isSameAgain(work: Work, survey: SurveyRecord, score: number, comment: string): Promise<boolean> {
  if (survey.state !== 'answered' || survey.score !== score) return false;
  return comment === '' || (await commentOf(work.tx, survey)) === maskSensitive(comment);
}

function stands(survey: SurveyRecord, now: Date, browser: string): boolean {
  const { state, expiresAt, browserHash } = survey;
  if (expiresAt === null || expiresAt <= now) return false;
  if (state === 'sent') return true;
  // Who answered by a number has answered; the link is for who began with it.
  return state === 'answered' && browserHash?.equals(browserSecretHash(browser)) === true;
}
