import { leadsOf } from '#server/domains/people/leads.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { SURVEY_OUT_OF } from '#shared/domain/survey.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { surveySettingsOf } from './settings.repository.ts';
import { markAnswered, namesOf, type SurveyRecord } from './surveys.repository.ts';

export type SurveyAnswering = {
  readonly score: number;
  readonly comment?: string | undefined;
  /** The channel it is given on, and by whose record it came. */
  readonly on: Channel;
  readonly customerId: string;
  /** Of a message that is the answer ([TL3]). */
  readonly source?: string | undefined;
  readonly externalId?: string | undefined;
  readonly occurredAt?: Date | undefined;
  /** The browser it came from by the link. */
  readonly browserHash?: Buffer | undefined;
};

/** One answer for everything that is no longer, was never, or is somebody else's. */
export const surveyOver = (): AppError => new AppError('survey_over');

/**
 * Puts an answer on the thread, once: a later one within the window is a new item that corrects the first ([TL1]). It opens,
 * routes and starts nothing ([CV10]); a low one is told to the team's leads. Survey and customer are locked. Throws
 * `survey_over` when it was not asked, or too long ago.
 */
export async function recordAnswer(work: Work, s: SurveyRecord, given: SurveyAnswering): Promise<TimelineItem> {
  const { id, state, expiresAt, answerItemId } = s;
  if ((state !== 'sent' && state !== 'answered') || expiresAt === null || expiresAt <= work.at) throw surveyOver();
  const settings = await surveySettingsOf(work.tx, s.teamId);
  const low = given.score <= (settings?.lowScore ?? 0);
  const names = await namesOf(work, s);
  const comment = given.comment ?? '';
  const data: ItemData<'survey'> = {
    score: given.score,
    outOf: SURVEY_OUT_OF,
    surveyId: id,
    team: { type: 'team', id: s.teamId, name: names.team },
    ...(comment === '' ? {} : { comment }),
    ...(s.agentId === null ? {} : { agent: { type: 'agent' as const, id: s.agentId, name: names.agent ?? '' } }),
    ...(low ? { low } : {}),
  };
  const item = await appendItem(work, {
    customerId: given.customerId,
    conversationId: s.conversationId,
    kind: 'survey',
    data,
    channel: given.on,
    direction: 'in',
    visibility: 'internal',
    author: { type: 'customer', ...(names.customer === null ? {} : { name: names.customer }) },
    occurredAt: given.occurredAt ?? work.at,
    ...(answerItemId === null ? {} : { corrects: answerItemId }),
    ...(given.source === undefined ? {} : { source: given.source }),
    ...(given.externalId === undefined ? {} : { externalId: given.externalId }),
  });
  const browserHash = given.browserHash ?? null;
  await markAnswered(work, { id, score: given.score, low, on: given.on, itemId: item.id, browserHash });
  // Who has heard of it hears no second time.
  if (low && !s.low) await tellLeads(work, s);
  return item;
}

async function tellLeads(work: Work, s: SurveyRecord): Promise<void> {
  for (const leadId of await leadsOf(work, s.teamId)) {
    await addInboxEvent(work, leadId, { type: 'survey_low', surveyId: s.id });
  }
}
