import type { Work } from '#server/work.ts';
import { type Channel, channelFacts } from '#shared/domain/channels.ts';
import { askingTime, minuteOfDayIn } from '#shared/domain/survey.ts';
import { surveySettingsOf, workspaceZone } from './settings.repository.ts';
import { cancelScheduled, insertSurvey } from './surveys.repository.ts';

type Resolved = {
  readonly id: string;
  readonly customerId: string;
  readonly teamId: string;
  readonly ownerAgentId: string | null;
  readonly categoryId: string | null;
  readonly channel: Channel;
  readonly resolvedAt: Date;
  readonly outcome: string | null;
};

/**
 * A conversation was resolved: its customer is asked how it was, later and by the channel it ended on, as its team has set
 * it. A row of the resolving transaction, so it is there exactly if that commits; hubs find it when its time has come.
 * Nothing where nobody is to be asked.
 */
export async function scheduleSurvey(work: Work, c: Resolved): Promise<void> {
  const settings = await surveySettingsOf(work.tx, c.teamId);
  const byChannel = channelFacts(c.channel).asksBy;
  if (settings === null || !settings.enabled || byChannel === null) return;
  if (!settings.channels.includes(c.channel)) return;
  if (c.outcome !== null && settings.notAfter.includes(c.outcome)) return;
  await cancelScheduled(work, c.id, 'reopened');
  const minuteOf = minuteOfDayIn(await workspaceZone(work.tx));
  await insertSurvey(work, {
    conversationId: c.id,
    customerId: c.customerId,
    teamId: c.teamId,
    agentId: c.ownerAgentId,
    categoryId: c.categoryId,
    channel: c.channel,
    byChannel,
    resolvedAt: c.resolvedAt,
    dueAt: askingTime(c.resolvedAt, settings, minuteOf, isAtHand(byChannel)),
  });
}

/** On a page of our own nothing rings, and whoever is there leaves soon. */
export const isAtHand = (byChannel: Channel): boolean => channelFacts(byChannel).address === 'visitor';

/** It is not over after all: whoever was to be asked is not. */
export async function cancelSurvey(work: Work, conversationId: string): Promise<void> {
  await cancelScheduled(work, conversationId, 'reopened');
}
