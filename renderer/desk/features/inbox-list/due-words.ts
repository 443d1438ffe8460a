import { formatAgo, formatRemaining, type Urgency, urgencyOf } from '#renderer/i18n/duration.ts';
import { type FormatContext, formatBy } from '#renderer/i18n/format.ts';
import type { Commitment, InboxRow, InboxTab } from '#shared/domain/conversation.ts';

export type DueWords = { readonly text: string; readonly urgency: Urgency };

type Timed = Pick<InboxRow, 'section' | 'due' | 'lastItemAt' | 'customerWaitsSince' | 'promises'>;

/** The promise that is due first. */
export const nextPromise = ({ promises }: Pick<InboxRow, 'promises'>): Commitment | undefined =>
  promises.reduce<Commitment | undefined>(
    (first, one) => (first === undefined || one.dueAt < first.dueAt ? one : first),
    undefined,
  );

/**
 * The time that a row is about: live, since when the customer waits; an answer, what is left; anything else, until when.
 * Among the promises it is the promise's. Whatever is close or over is told by how close or how far.
 */
export function dueWords(row: Timed, tab: InboxTab, format: FormatContext): DueWords {
  const { now, locale } = format;
  const promise = tab === 'promises' ? nextPromise(row) : undefined;
  const due = promise === undefined ? row.due : { kind: 'promise', at: promise.dueAt };
  const ago = formatAgo(row.customerWaitsSince ?? row.lastItemAt, now, locale);
  if (due === undefined) return { text: ago, urgency: 'calm' };
  const urgency = urgencyOf(due.at, now);
  if (row.section === 'live' && due.kind === 'reply') return { text: ago, urgency };
  if (due.kind === 'reply' || urgency !== 'calm') return { text: formatRemaining(due.at, now, locale), urgency };
  return { text: formatBy(due.at, format), urgency };
}
