import type { BriefLine } from '../brief.ts';
import type { Locale } from '../people.ts';
import type { TimelineItem } from '../timeline-item.ts';
import { saidIn } from './asked.ts';
import { lineOf } from './source.ts';
import { ACT_WORDS, RESULT_WORDS, STATE_WORDS, VISIT_WORDS } from './words.ts';

const MOST_DONE = 4;
const MOST_ORDERS = 3;

/** What we did, newest last: our answers, notes and calls, store visits, and then the orders touched, each told once. */
export function done(items: readonly TimelineItem[], locale: Locale): BriefLine[] {
  const acts = items.flatMap((item) => {
    const words = ours(item, locale);
    return words === null || words.trim() === '' ? [] : [lineOf(words, item)];
  });
  return [...acts.slice(-MOST_DONE), ...orders(items, locale).slice(-MOST_ORDERS)];
}

function ours(item: TimelineItem, locale: Locale): string | null {
  switch (item.kind) {
    case 'message':
      return item.direction === 'out' ? saidIn(item.data.text) : null;
    case 'note':
      return item.data.text;
    case 'call':
      return item.data.outcome === 'voicemail' ? null : (item.data.summary ?? null);
    case 'visit':
      return [`${VISIT_WORDS[locale]} ${item.data.store}`, item.data.summary].filter(Boolean).join(' · ');
    case 'order':
      return item.data.act === undefined ? null : actWords(item.data.number, item.data.act, locale);
    default:
      return null;
  }
}

type Act = NonNullable<Extract<TimelineItem, { kind: 'order' }>['data']['act']>;
const actWords = (number: string, { what, result }: Act, locale: Locale): string =>
  `${number} · ${ACT_WORDS[what][locale]} · ${RESULT_WORDS[result][locale]}`;

/** One line for each order: its newest state, then parcels and returns; pointing at every item that told of it. */
function orders(items: readonly TimelineItem[], locale: Locale): BriefLine[] {
  const byNumber = new Map<string, { facts: Map<string, string>; items: TimelineItem[] }>();
  for (const item of items) {
    const told = orderFact(item, locale);
    if (told === null) continue;
    const order = byNumber.get(told.number) ?? { facts: new Map(), items: [] };
    order.facts.delete(told.about);
    order.facts.set(told.about, told.words);
    byNumber.delete(told.number);
    byNumber.set(told.number, { facts: order.facts, items: [...order.items, item] });
  }
  return [...byNumber].map(([number, { facts, items: of }]) => lineOf([number, ...facts.values()].join(' · '), ...of));
}

type Fact = { readonly number: string; readonly about: string; readonly words: string };

function orderFact(item: TimelineItem, locale: Locale): Fact | null {
  switch (item.kind) {
    case 'order':
      if (item.data.act !== undefined) return null;
      return { number: item.data.number, about: 'order', words: STATE_WORDS[item.data.state][locale] };
    case 'shipment': {
      const { orderNumber: number, state, carrier, trackingNumber } = item.data;
      const words = [STATE_WORDS[state][locale], carrier, trackingNumber].filter(Boolean).join(' ');
      return { number, about: `parcel ${trackingNumber ?? ''}`, words };
    }
    case 'return':
      return { number: item.data.orderNumber, about: 'return', words: STATE_WORDS[item.data.state][locale] };
    case 'pickup':
      return {
        number: item.data.orderNumber,
        about: 'pickup',
        words: `${STATE_WORDS[item.data.state][locale]} ${item.data.store}`,
      };
    default:
      return null;
  }
}
