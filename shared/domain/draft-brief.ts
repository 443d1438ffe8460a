import type { Brief, BriefLine, ItemRef } from './brief.ts';
import type { Commitment, WaitingOn } from './conversation.ts';
import type { Locale } from './people.ts';
import type { TimelineItem } from './timeline-item.ts';

export type BriefSource = {
  /** What the sender may read of the conversation, and of the customer's orders since it was opened; oldest first. */
  readonly items: readonly TimelineItem[];
  /** Open promises, the next due first. */
  readonly promises: readonly Commitment[];
  /** Whom the matter waits for, when it waits. */
  readonly waitingOn?: WaitingOn | undefined;
  readonly locale: Locale;
};

const LINE_LENGTH = 140;
const WANTS = 3;
const DONE = 4;
const IDENTITY = 3;

/**
 * A brief by plain rules, for the sender to correct ([HO3]): the items' own words, shortened, each line pointing at the
 * items it came from. It leaves out rather than guesses: what has no item has no line.
 */
export function draftBrief(source: BriefSource): Brief {
  return {
    wants: wants(source.items),
    done: done(source.items),
    promised: source.promises.slice(0, 10).map((promise) => promised(promise, source.items)),
    next: next(source),
    identity: identity(source.items),
  };
}

type Message = Extract<TimelineItem, { kind: 'message' }>;
const isMessage = (item: TimelineItem): item is Message => item.kind === 'message' && item.data.text.trim() !== '';
const fromCustomer = (item: TimelineItem) => item.direction === 'in' && item.author.type === 'customer';

/** The customer's last questions and requests; their first words when there is neither. */
function wants(items: readonly TimelineItem[]): BriefLine[] {
  const said = items.filter(isMessage).filter(fromCustomer);
  const asked = said.filter((item) => askedIn(item.data.text) !== null);
  if (asked.length > 0) return asked.slice(-WANTS).map((item) => line(askedIn(item.data.text) ?? item.data.text, item));
  const first = said.find((item) => !isGreeting(item.data.text)) ?? said[0];
  return first === undefined ? [] : [line(first.data.text, first)];
}

/** What we did: our answers and notes, and what became of orders. The last few; greetings are nothing done. */
function done(items: readonly TimelineItem[]): BriefLine[] {
  const lines = items.flatMap((item) => {
    const words = doneWords(item);
    return words === null ? [] : [line(words, item)];
  });
  return lines.slice(-DONE);
}

function doneWords(item: TimelineItem): string | null {
  switch (item.kind) {
    case 'message':
      return item.direction === 'out' && isMessage(item) && !isGreeting(item.data.text) ? item.data.text : null;
    case 'note':
      return item.data.text;
    case 'call':
      return item.data.summary ?? null;
    case 'order':
      return `${item.data.number} · ${item.data.state}`;
    case 'shipment':
      return [item.data.orderNumber, item.data.state, item.data.carrier, item.data.trackingNumber]
        .filter((part) => part !== undefined)
        .join(' · ');
    case 'return':
      return `${item.data.orderNumber} · ${item.data.state}`;
    default:
      return null;
  }
}

function promised(promise: Commitment, items: readonly TimelineItem[]): BriefLine {
  const made = items.filter((item) => item.kind === 'commitment' && item.data.commitmentId === promise.id);
  return { text: shorten(promise.text), items: made.slice(-1).map(refTo) };
}

const WAITS: Readonly<Record<WaitingOn, Record<Locale, string>>> = {
  customer: { ja: 'お客様の回答待ち', en: 'Waiting for the customer' },
  store: { ja: '店舗の回答待ち', en: 'Waiting for the store' },
  warehouse: { ja: '倉庫の回答待ち', en: 'Waiting for the warehouse' },
  carrier: { ja: '配送会社の回答待ち', en: 'Waiting for the carrier' },
  maker: { ja: 'メーカーの回答待ち', en: 'Waiting for the maker' },
  lead: { ja: 'SVの確認待ち', en: 'Waiting for the lead' },
  other: { ja: '確認待ち', en: 'Waiting for an answer' },
};

/** What is open: the customer's words since our last answer, and whom the matter waits for. */
function next({ items, waitingOn, locale }: BriefSource): BriefLine[] {
  const lines: BriefLine[] = [];
  const messages = items.filter(isMessage);
  const lastOut = messages.findLastIndex((item) => item.direction === 'out');
  const open = messages.slice(lastOut + 1).filter(fromCustomer);
  const question = open.findLast((item) => askedIn(item.data.text) !== null) ?? open.at(-1);
  if (question !== undefined) lines.push(line(askedIn(question.data.text) ?? question.data.text, question));
  if (waitingOn !== undefined) {
    const said = items.findLast((item) => item.kind === 'system' && item.data.waitingOn === waitingOn);
    lines.push({ text: WAITS[waitingOn][locale], items: said === undefined ? [] : [refTo(said)] });
  }
  return lines;
}

function identity(items: readonly TimelineItem[]): BriefLine[] {
  const checks = items.filter((item) => item.kind === 'identity');
  return checks.slice(-IDENTITY).map((item) => line(item.data.detail ?? item.data.event, item));
}

const ASKS =
  /[?？]|か[。！!]?$|ください|下さい|いただけ|頂け|お願い|ほしい|欲しい|したい|してほし|教えて|\b(please|can|could|would|want|need|when|where|why|how|may i)\b/i;

/** The sentence of a text that asks for something, or null. */
function askedIn(text: string): string | null {
  const sentences = text.split(/(?<=[。！!?？])|(?<=\.)\s+|\n+/).map((sentence) => sentence.trim());
  return sentences.findLast((sentence) => ASKS.test(sentence) && !isGreeting(sentence)) ?? null;
}

const GREETING =
  /^(こんにちは|こんばんは|おはようございます|お世話になっております|いつもお世話になっております|ありがとうございます|ありがとうございました|お願いします|よろしくお願いします|よろしくお願いいたします|はい|了解です|承知しました|承知いたしました|hi|hello|hey|thanks|thank you|ok|okay|yes|no)$/i;

const isGreeting = (text: string): boolean => GREETING.test(text.replace(/[\s。、！!.,?？…~～]+/g, ' ').trim());

const refTo = (item: TimelineItem): ItemRef => ({ customerId: item.customerId, seq: item.seq });
const line = (text: string, item: TimelineItem): BriefLine => ({ text: shorten(text), items: [refTo(item)] });

/** On one line and at most 140 characters, never cutting a character in two. */
function shorten(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length <= LINE_LENGTH ? letters.join('') : `${letters.slice(0, LINE_LENGTH - 1).join('')}…`;
}
