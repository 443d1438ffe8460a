import { addJob } from '#server/jobs/add-job.repository.ts';
import type { Work } from '#server/work.ts';
import { type Channel, channelFacts } from '#shared/domain/channels.ts';
import type { ItemData, ItemKind } from '#shared/domain/item-data.ts';
import { scoreReply } from '#shared/domain/survey.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { recordAnswer } from './answer.service.ts';
import { standingAtPoint } from './surveys.repository.ts';

export const THANKS_TASK = 'survey_thanks';

type Heard = {
  readonly customerId: string;
  readonly contactPointId: string | null;
  readonly kind: ItemKind;
  readonly data: ItemData<ItemKind>;
  readonly channel: Channel;
  readonly direction: 'in' | 'out' | 'none';
  readonly occurredAt: Date;
  readonly source?: string | undefined;
  readonly externalId?: string | undefined;
  readonly internal?: boolean | undefined;
};

/**
 * A message that is nothing but a number, from somebody whom we asked by this address how it was, is their answer: neither
 * a message nor a reason to open anything ([CV10]). Null for every other one. The caller knows that no unresolved conversation
 * of theirs is there, where a number may mean something else, and has locked the customer.
 */
export async function answeredByNumber(
  work: Work,
  heard: Heard,
): Promise<{ readonly item: TimelineItem; readonly conversationId: string } | null> {
  const { kind, direction, channel, contactPointId } = heard;
  if (kind !== 'message' || direction !== 'in' || heard.internal === true || contactPointId === null) return null;
  if (channelFacts(channel).takesScore !== true) return null;
  const { text, attachments } = heard.data as ItemData<'message'>;
  const score = (attachments?.length ?? 0) > 0 ? null : scoreReply(text);
  if (score === null) return null;
  const survey = await standingAtPoint(work, { contactPointId, channel });
  if (survey === null) return null;
  const { customerId, occurredAt, source, externalId } = heard;
  const item = await recordAnswer(work, survey, { score, on: channel, customerId, occurredAt, source, externalId });
  if (survey.state === 'sent')
    await addJob(work.tx, THANKS_TASK, { surveyId: survey.id }, { key: `${THANKS_TASK}:${survey.id}` });
  return { item, conversationId: survey.conversationId };
}
