import { readFacts } from '#server/channels/reaching.ts';
import type { Deps } from '#server/deps.ts';
import { type ConversationRecord, lockConversation } from '#server/domains/conversations/conversations.repository.ts';
import { isAtHand } from '#server/domains/surveys/schedule.service.ts';
import { surveySettingsOf, workspaceZone } from '#server/domains/surveys/settings.repository.ts';
import {
  askedSince,
  dueSurveys,
  endUnasked,
  postpone,
  type SurveyRecord,
  takeDue,
} from '#server/domains/surveys/surveys.repository.ts';
import { eachByItself } from '#server/each-by-itself.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import { askingTime, minuteOfDayIn, type SurveyFields } from '#shared/domain/survey.ts';
import { askCustomer } from './ask-customer.service.ts';
import { surveyReach } from './reach.ts';

const AT_ONCE = 100;
const DAY_MS = 24 * 3_600_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Asks everybody whose time has come. Called every second on every hub: the row is taken under its conversation's lock, so
 * each question leaves once, whoever is first, and a hub that dies before its commit has asked nobody. Gives how many were
 * looked at.
 */
export async function sendDueSurveys(deps: Deps): Promise<number> {
  const due = await dueSurveys(deps.db, deps.clock.now(), AT_ONCE);
  await eachByItself(deps, 'ask how it was', due, async ({ id, conversationId }) => {
    await inWork(deps, (work) => askOne(work, id, conversationId)).catch(async (error: unknown) => {
      // What no way leads to is not tried for ever; a fault comes again.
      if (!(error instanceof AppError)) throw error;
      await inWork(deps, (work) => endUnasked(work, id, { state: 'skipped', reason: error.code }));
    });
    return true;
  });
  return due.length;
}

async function askOne(work: Work, id: string, conversationId: string): Promise<void> {
  const conversation = await lockConversation(work, conversationId);
  const survey = conversation === null ? null : await takeDue(work, id);
  if (conversation === null || survey === null) return;
  const fields = await surveySettingsOf(work.tx, survey.teamId);
  const unwanted = notAfterAll(survey, conversation, fields);
  if (unwanted !== null || fields === null) {
    await endUnasked(work, id, unwanted ?? { state: 'skipped', reason: 'switched_off' });
    return;
  }
  if (fields.onceInDays > 0) {
    const since = new Date(work.at.getTime() - fields.onceInDays * DAY_MS);
    if (await askedSince(work, survey.customerId, since)) {
      await endUnasked(work, id, { state: 'skipped', reason: 'asked_lately' });
      return;
    }
  }
  const morning = await afterQuiet(work, survey, fields);
  if (morning > work.at) {
    await postpone(work, id, morning);
    return;
  }
  const looking = { db: work.tx, at: work.at, publicUrl: work.publicUrl };
  const facts = await readFacts(looking, conversation, survey.agentId ?? NOBODY);
  const to = await surveyReach(survey, facts);
  if ('later' in to) await postpone(work, id, to.later);
  else if ('skip' in to) await endUnasked(work, id, { state: 'skipped', reason: to.skip });
  else await askCustomer(work, { survey, conversation, fields, facts, to });
}

/** It was due outside of the quiet hours, but what kept it may have lasted into them. */
async function afterQuiet(work: Work, { byChannel }: SurveyRecord, fields: SurveyFields): Promise<Date> {
  const minuteOf = minuteOfDayIn(await workspaceZone(work.tx));
  return askingTime(work.at, { ...fields, delayMinutes: 0 }, minuteOf, isAtHand(byChannel));
}

type End = Parameters<typeof endUnasked>[2];

function notAfterAll(survey: SurveyRecord, c: ConversationRecord, fields: SurveyFields | null): End | null {
  if (c.mergedInto !== null) return { state: 'cancelled', reason: 'merged' };
  if (c.status !== 'resolved' || c.resolvedAt?.getTime() !== survey.resolvedAt.getTime())
    return { state: 'cancelled', reason: 'reopened' };
  const isOn = fields?.enabled === true && fields.channels.includes(survey.channel);
  return isOn ? null : { state: 'skipped', reason: 'switched_off' };
}
