import type { Attachment } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';
import { type ChatState, isRead, type Message } from '../sync/chat-state.ts';
import type { Outbox, OutboxEntry } from '../sync/outbox.ts';
import { clockTime, dayKey, dayName } from '../times.ts';
import { say, type Words } from '../words.ts';

export type Bubble = {
  readonly type: 'bubble';
  readonly key: string;
  readonly side: 'me' | 'us';
  /** The first of several by one side: the others stand closer. */
  readonly starts: boolean;
  /** Said by screen readers before the words. */
  readonly who: string;
  readonly text: string;
  readonly photos: readonly Attachment[];
  /** Under the last of a group: time, read mark, or how far it got. */
  readonly foot: string;
  readonly failed: string | null;
  readonly redacted: boolean;
  /** Of one of our messages, to be marked as read. */
  readonly seq: number | null;
  /** Of one in the outbox. */
  readonly outboxId: string | null;
  /** Below the words: our number to press, a field for theirs, or five buttons, as long as it stands. */
  readonly card: CallCard | SurveyCard | null;
};
export type CallCard = { readonly kind: 'call'; readonly number: string } | { readonly kind: 'ask' };
/** How it was, from 1 to 5; with what is said to whoever answers. */
export type SurveyCard = { readonly kind: 'survey'; readonly surveyId: string; readonly thanks: string };
export type Line = { readonly type: 'day' | 'system'; readonly key: string; readonly text: string };
export type Row = Bubble | Line;

type Input = {
  readonly thread: ChatState;
  readonly outbox: Outbox;
  readonly greeting: string | null;
  readonly isUp: boolean;
  readonly words: Words;
  readonly locale: Locale;
  readonly now: Date;
};

/** Words of one side within this stand together, with one time below. */
const GROUP_MS = 5 * 60_000;

/** The conversation as rows from top to bottom: the greeting, days, who took over, what was said, what is on its way. */
export function rowsOf(input: Input): Row[] {
  const { thread, outbox, greeting, locale, now } = input;
  const rows: Row[] = [];
  if (greeting !== null && thread.before === undefined) rows.push({ type: 'system', key: 'greeting', text: greeting });
  let day = '';
  let agent: string | null = null;
  let previous: Message | null = null;
  const startDay = (at: Date) => {
    if (dayKey(at) === day) return;
    day = dayKey(at);
    rows.push({ type: 'day', key: `day ${day}`, text: dayName(at, locale, now) });
  };

  thread.messages.forEach((message, index) => {
    startDay(new Date(message.occurredAt));
    const name = message.author.type === 'agent' ? (message.author.name ?? null) : null;
    if (name !== null) {
      if (agent !== null && agent !== name) {
        const text = say(input.words, 'takeover', { name });
        rows.push({ type: 'system', key: `takeover ${message.id}`, text });
        previous = null;
      }
      agent = name;
    }
    const next = thread.messages[index + 1];
    const ends = next === undefined ? !isMine(message) || outbox.length === 0 : !belong(message, next);
    rows.push(bubbleOf(message, { ...input, starts: previous === null || !belong(previous, message), ends }));
    previous = message;
  });
  outbox.forEach((entry, index) => {
    startDay(new Date(entry.at));
    const starts = index === 0 && (previous === null || !isMine(previous));
    rows.push(waitingBubble(entry, { ...input, starts }));
  });
  return rows;
}

const isMine = (message: Message): boolean => message.direction === 'in';

function belong(a: Message, b: Message): boolean {
  const [from, to] = [new Date(a.occurredAt), new Date(b.occurredAt)];
  return (
    isMine(a) === isMine(b) &&
    (isMine(a) || a.author.name === b.author.name) &&
    to.getTime() - from.getTime() < GROUP_MS &&
    dayKey(from) === dayKey(to)
  );
}

function bubbleOf(
  message: Message,
  { words, locale, thread, now, starts, ends }: Input & { starts: boolean; ends: boolean },
): Bubble {
  const mine = isMine(message);
  const redacted = thread.redacted.has(message.seq);
  return {
    type: 'bubble',
    key: message.id,
    side: mine ? 'me' : 'us',
    starts,
    who: mine ? words.you : (message.author.name ?? words.us),
    text: redacted ? words.redacted : message.data.text,
    photos: redacted ? [] : (message.data.attachments ?? []),
    foot: footOf(message, { words, locale, thread, ends }),
    failed: null,
    redacted,
    seq: mine ? null : message.seq,
    outboxId: null,
    card: redacted ? null : cardOf(message, { thread, now }),
  };
}

/** What an agent asked them over with, until it is over; a number is asked for once, and only by the newest. */
function cardOf(message: Message, { thread, now }: Pick<Input, 'thread' | 'now'>): CallCard | SurveyCard | null {
  const { crossing, survey } = message.data;
  if (survey !== undefined) {
    const { surveyId, until, thanks } = survey;
    return Date.parse(until) <= now.getTime() ? null : { kind: 'survey', surveyId, thanks };
  }
  if (crossing === undefined || Date.parse(crossing.until) <= now.getTime()) return null;
  if (crossing.way === 'call_link' && crossing.number !== undefined) return { kind: 'call', number: crossing.number };
  if (crossing.asksNumber !== true) return null;
  const answered = thread.messages.some((m) => isMine(m) && m.seq > message.seq && m.data.text.startsWith('\u260e'));
  return answered ? null : { kind: 'ask' };
}

/** Under the last of a group stand name and time; the read mark stands where reading stopped, also within a group. */
function footOf(
  message: Message,
  { words, locale, thread, ends }: Pick<Input, 'words' | 'locale' | 'thread'> & { ends: boolean },
): string {
  const time = clockTime(new Date(message.occurredAt), locale);
  if (isMine(message)) {
    const readFurther = thread.messages.some((m) => isMine(m) && m.seq > message.seq && isRead(thread, m));
    if (isRead(thread, message) && !readFurther) return `${time} ${words.read}`;
    return ends ? time : '';
  }
  return ends ? [message.author.name, time].filter(Boolean).join(' ') : '';
}

function waitingBubble(entry: OutboxEntry, { words, isUp, starts }: Input & { starts: boolean }): Bubble {
  const foot = isUp ? words.sending : words.queued;
  return {
    type: 'bubble',
    key: entry.id,
    side: 'me',
    starts,
    who: words.you,
    text: entry.said.text,
    photos: (entry.said.attachments ?? []) as readonly Attachment[],
    foot: entry.refused === undefined ? foot : '',
    failed: entry.refused ?? null,
    redacted: false,
    seq: null,
    card: null,
    outboxId: entry.id,
  };
}
