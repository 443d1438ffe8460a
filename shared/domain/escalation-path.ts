import type { PathStep } from './escalation.ts';
import type { TimelineItem } from './timeline-item.ts';

/** Who comes back on the same channel after this long begins another leg. */
const LEG_GAP_MS = 12 * 60 * 60_000;
const WORDS = 300;

export type EscalationPath = {
  readonly steps: readonly PathStep[];
  /** How many people of ours were on the way. */
  readonly agents: number;
};

/**
 * What led to an escalation: the legs over channels, oldest first, from the items of the thread in their order. A leg is
 * what was said on one channel of one conversation without a long silence; its words are the customer's first, else what a
 * call or a visit was summed up as. Items of no conversation stand under the escalation's own.
 */
export function escalationPath(items: readonly TimelineItem[], conversationId: string): EscalationPath {
  const legs: Leg[] = [];
  const people = new Set<string>();
  for (const item of items) {
    const told = tellOf(item);
    if (told === null) continue;
    if (told.agent !== undefined) people.add(told.agent);
    const on = item.conversationId ?? conversationId;
    const leg = legs.at(-1);
    if (leg !== undefined && goesOn(leg, item, on)) addTo(leg, item, told);
    else legs.push(legOf(item, told, on));
  }
  return { steps: legs.map(({ step }) => step), agents: people.size };
}

type Leg = { step: PathStep; last: number; from: Told['from'] | null };

const goesOn = ({ step, last }: Leg, item: TimelineItem, on: string): boolean =>
  step.channel === item.channel && step.conversationId === on && Date.parse(item.occurredAt) - last <= LEG_GAP_MS;

function legOf(item: TimelineItem, { words, from, agent }: Told, on: string): Leg {
  const { occurredAt: at, channel } = item;
  const step: PathStep = { at, channel, conversationId: on, words, item: placeOf(item), ...named(agent) };
  return { step, last: Date.parse(at), from: words === '' ? null : from };
}

function addTo(leg: Leg, item: TimelineItem, { words, from, agent }: Told): void {
  leg.last = Date.parse(item.occurredAt);
  if (leg.step.agent === undefined) leg.step = { ...leg.step, ...named(agent) };
  const tellsMore = words !== '' && (leg.from === null || (leg.from === 'us' && from === 'customer'));
  if (!tellsMore) return;
  leg.step = { ...leg.step, words, item: placeOf(item) };
  leg.from = from;
}

const placeOf = ({ customerId, seq }: TimelineItem) => ({ customerId, seq });

type Told = { readonly words: string; readonly from: 'customer' | 'us'; readonly agent?: string | undefined };

/** What an item tells of the way here; null for what is no getting in touch. */
function tellOf(item: TimelineItem): Told | null {
  const author = item.author.type === 'agent' ? item.author.name : undefined;
  switch (item.kind) {
    case 'message': {
      if (item.direction === 'none') return null;
      const { text, attachments } = item.data;
      const words = short(text.trim() === '' ? (attachments?.[0]?.name ?? '') : text);
      return item.direction === 'in' ? { words, from: 'customer' } : { words, from: 'us', ...named(author) };
    }
    case 'call': {
      const { summary, transcript, agentName } = item.data;
      return { words: short(summary ?? transcript ?? ''), from: 'customer', ...named(agentName ?? author) };
    }
    case 'visit':
      return {
        words: short(item.data.summary ?? item.data.purpose ?? item.data.store),
        from: 'customer',
        ...named(item.data.staff),
      };
    default:
      return null;
  }
}

const named = (agent: string | undefined): { agent?: string } => (agent === undefined || agent === '' ? {} : { agent });

const short = (text: string): string => [...text.replace(/\s+/g, ' ').trim()].slice(0, WORDS).join('');
