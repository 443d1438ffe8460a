import { formatAgo, formatRemaining, type Urgency, urgencyOf } from '#renderer/i18n/duration.ts';
import { type FormatContext, formatBy } from '#renderer/i18n/format.ts';
import type { InboxRow } from '#shared/domain/conversation.ts';

export type DueWords = { readonly text: string; readonly urgency: Urgency };

type Timed = Pick<InboxRow, 'section' | 'due' | 'lastItemAt' | 'customerWaitsSince'>;

/**
 * The time that a row is about: live, since when the customer waits; an answer, what is left; anything else, until when.
 * Whatever is close or over is told by how close or how far.
 */
export function dueWords(row: Timed, format: FormatContext): DueWords {
  const { now, locale } = format;
  const { due } = row;
  const ago = formatAgo(row.customerWaitsSince ?? row.lastItemAt, now, locale);
  if (due === undefined) return { text: ago, urgency: 'calm' };
  const urgency = urgencyOf(due.at, now);
  if (row.section === 'live' && due.kind === 'reply') return { text: ago, urgency };
  if (due.kind === 'reply' || urgency !== 'calm') return { text: formatRemaining(due.at, now, locale), urgency };
  return { text: formatBy(due.at, format), urgency };
}
