import type { TimelineItem } from '../timeline-item.ts';
import { askedIn } from './asked.ts';

/** What a customer said by one item, in their own words, and the part of it that asks for something. */
export type Said = { readonly item: TimelineItem; readonly text: string; readonly asks: string | null };

/**
 * The customer's words on a thread, whichever way they came: messages and their form's fields, what they said in a call's
 * transcript or on the answering machine, and why they came to a store.
 */
export const customerWords = (items: readonly TimelineItem[]): Said[] =>
  items.flatMap((item) => {
    const text = wordsOf(item);
    return text === null || text.trim() === '' ? [] : [{ item, text, asks: askedIn(text) }];
  });

function wordsOf(item: TimelineItem): string | null {
  switch (item.kind) {
    case 'message':
      return item.direction === 'in' && item.author.type === 'customer' ? messageWords(item) : null;
    case 'call':
      return callWords(item);
    case 'visit':
      return item.data.purpose ?? null;
    case 'return':
      return item.data.state === 'requested' ? (item.data.reason ?? null) : null;
    default:
      return null;
  }
}

type Item<K extends TimelineItem['kind']> = Extract<TimelineItem, { kind: K }>;

/** The field of a form that asks or tells most stands for the whole form. */
function messageWords({ data }: Item<'message'>): string {
  const own = data.email?.quotedFrom === undefined ? data.text : data.text.slice(0, data.email.quotedFrom);
  if (data.form === undefined) return own;
  const asking = data.form.find(({ value }) => askedIn(value) !== null);
  const longest = [...data.form].sort((a, b) => b.value.length - a.value.length)[0];
  return asking?.value ?? longest?.value ?? own;
}

function callWords({ data }: Item<'call'>): string | null {
  const lines = (data.transcriptLines ?? []).filter(({ speaker }) => speaker === 'customer').map(({ text }) => text);
  if (lines.length > 0) return lines.findLast((line) => askedIn(line) !== null) ?? lines[0] ?? null;
  // On an answering machine nobody but the customer speaks.
  return data.outcome === 'voicemail' ? (data.transcript ?? data.summary ?? null) : null;
}
