import type { BriefLine, ItemRef } from '../brief.ts';
import type { Commitment, WaitingOn } from '../conversation.ts';
import type { Locale } from '../people.ts';
import type { TimelineItem } from '../timeline-item.ts';

export type BriefSource = {
  /** What the sender may read of the conversation, and of the customer's orders since it was opened; oldest first. */
  readonly items: readonly TimelineItem[];
  /** Promises still owed, the next due first. */
  readonly promises: readonly Commitment[];
  /** Whom the matter waits for, when it waits. */
  readonly waitingOn?: WaitingOn | undefined;
  readonly locale: Locale;
  /** By whose clocks times are told; without it they are left out. */
  readonly timeZone?: string | undefined;
};

const LINE_LENGTH = 140;
const MOST_ITEMS = 20;

export const refTo = (item: TimelineItem): ItemRef => ({ customerId: item.customerId, seq: item.seq });

/** A line of the items' words; the newest items when there are very many. */
export const lineOf = (text: string, ...items: readonly TimelineItem[]): BriefLine => ({
  text: shortened(text),
  items: items.slice(-MOST_ITEMS).map(refTo),
});

/** On one line and at most 140 characters, never cutting a character in two. */
export function shortened(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length <= LINE_LENGTH
    ? letters.join('')
    : `${letters
        .slice(0, LINE_LENGTH - 1)
        .join('')
        .trimEnd()}…`;
}

/** Of one time: `11/18 17:00`, `18 Nov 17:00`. */
export function timeWords(at: string, { locale, timeZone }: Pick<BriefSource, 'locale' | 'timeZone'>): string | null {
  if (timeZone === undefined) return null;
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    month: locale === 'ja' ? 'numeric' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  const day =
    locale === 'ja' ? `${Number(part('month'))}/${Number(part('day'))}` : `${Number(part('day'))} ${part('month')}`;
  return `${day} ${part('hour')}:${part('minute')}`;
}
