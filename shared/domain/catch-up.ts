import { z } from 'zod';
import { type ItemRef, itemRefSchema } from './brief.ts';
import { channelSchema } from './channels.ts';
import type { TimelineItem } from './timeline-item.ts';

const CATCH_UP_WHATS = [
  'customer_wrote',
  'we_wrote',
  'noted',
  'call',
  'order',
  'shipment',
  'return',
  'pickup',
  'purchase',
  'visit',
  'promise',
  'handoff',
  'owner',
  'status',
  'check',
  'survey',
  'other',
] as const;

/** One thing that happened while somebody was away, to be put in words: who, what, how often, and where it is. */
export const catchUpLineSchema = z.object({
  what: z.enum(CATCH_UP_WHATS),
  channel: channelSchema,
  count: z.int().positive(),
  /** A colleague; for an owner, whose it is now. */
  by: z.string().optional(),
  /** The state it came to: an order’s, a call’s outcome, what became of a promise or a handoff. */
  state: z.string().optional(),
  /** Which: an order’s number, a store, the promise’s words. */
  about: z.string().optional(),
  direction: z.enum(['in', 'out', 'none']).optional(),
  seconds: z.number().nonnegative().optional(),
  /** Of a promise: until when. */
  dueAt: z.iso.datetime({ offset: true }).optional(),
  /** When the last of it was. */
  at: z.iso.datetime(),
  /** The first of them, at most twenty. */
  items: z.array(itemRefSchema).min(1).max(20),
});
export type CatchUpLine = z.infer<typeof catchUpLineSchema>;

/** More kinds of news than this are told as one. */
const MOST_LINES = 12;
const MOST_ITEMS = 20;

type Told = Omit<CatchUpLine, 'count' | 'at' | 'items' | 'channel'> & { readonly key: string };

/**
 * What happened, by rules: messages and notes are counted by who wrote them where, calls stand each for itself, of orders,
 * promises and handoffs the newest state is told once. One's own acts are left out, as is what nobody needs to be told.
 * The line whose first item is the oldest comes first; the same items give the same lines.
 */
export function catchUp(items: readonly TimelineItem[], readerId: string): CatchUpLine[] {
  const lines = new Map<string, CatchUpLine>();
  for (const item of items) {
    const told = tell(item, readerId);
    if (told === null) continue;
    const { key, ...words } = told;
    const before = lines.get(key);
    const place: ItemRef = { customerId: item.customerId, seq: item.seq };
    lines.set(key, {
      ...words,
      channel: item.channel,
      count: (before?.count ?? 0) + 1,
      at: item.occurredAt,
      items: [...(before?.items ?? []), place].slice(0, MOST_ITEMS),
    });
  }
  return atMost([...lines.values()]);
}

/** Whether an item is news to a reader: somebody else's, and something to be told. */
export const isNews = (item: TimelineItem, readerId: string): boolean => tell(item, readerId) !== null;

function atMost(lines: readonly CatchUpLine[]): CatchUpLine[] {
  if (lines.length <= MOST_LINES) return [...lines];
  const rest = lines.slice(MOST_LINES - 1);
  const last = rest.at(-1);
  if (last === undefined) return [...lines];
  const count = rest.reduce((sum, line) => sum + line.count, 0);
  const items = rest.flatMap((line) => line.items).slice(0, MOST_ITEMS);
  return [...lines.slice(0, MOST_LINES - 1), { what: 'other', channel: last.channel, count, at: last.at, items }];
}

function tell(item: TimelineItem, readerId: string): Told | null {
  if (item.historical || (item.author.type === 'agent' && item.author.id === readerId)) return null;
  const by = item.author.type === 'agent' ? item.author.name : undefined;
  const whose = by === undefined ? {} : { by };
  switch (item.kind) {
    case 'message':
      return item.direction === 'in'
        ? { what: 'customer_wrote', key: `in ${item.channel}` }
        : { what: 'we_wrote', ...whose, key: `out ${item.channel} ${by ?? ''}` };
    case 'note':
      return { what: 'noted', ...whose, key: `note ${by ?? ''}` };
    case 'call':
      return {
        what: 'call',
        state: item.data.outcome,
        direction: item.direction,
        seconds: item.data.durationSec,
        ...named('by', item.data.agentName ?? by),
        key: `call ${item.data.callId ?? item.id}`,
      };
    default:
      return tellOrder(item) ?? tellWork(item, whose);
  }
}

const named = <K extends string>(key: K, value: string | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: string };

function tellOrder(item: TimelineItem): Told | null {
  switch (item.kind) {
    case 'order':
      return { what: 'order', about: item.data.number, state: item.data.state, key: `order ${item.data.number}` };
    case 'shipment': {
      const { orderNumber: about, state, trackingNumber } = item.data;
      return { what: 'shipment', about, state, key: `shipment ${about} ${trackingNumber ?? ''}` };
    }
    case 'return':
      return { what: 'return', about: item.data.orderNumber, state: item.data.state, key: `return ${item.id}` };
    case 'pickup': {
      const { orderNumber, state, store } = item.data;
      return { what: 'pickup', about: store, state, key: `pickup ${orderNumber}` };
    }
    case 'purchase':
      return { what: 'purchase', about: item.data.store, key: `purchase ${item.id}` };
    case 'visit':
      return { what: 'visit', about: item.data.store, key: `visit ${item.id}` };
    default:
      return null;
  }
}

const STATUS_EVENTS: ReadonlySet<string> = new Set(['resolved', 'reopened', 'status_changed']);

function tellWork(item: TimelineItem, whose: { readonly by?: string }): Told | null {
  switch (item.kind) {
    case 'commitment': {
      const { commitmentId, event: state, text: about, dueAt } = item.data;
      return { what: 'promise', state, about, dueAt, ...whose, key: `promise ${commitmentId}` };
    }
    case 'handoff': {
      const { handoffId, event: state, to, acceptedBy } = item.data;
      return { what: 'handoff', state, by: (acceptedBy ?? to).name, key: `handoff ${handoffId}` };
    }
    case 'system': {
      const { event, to, status } = item.data;
      if (event === 'owner_changed') return { what: 'owner', ...named('by', to?.name), key: 'owner' };
      if (!STATUS_EVENTS.has(event)) return null;
      return { what: 'status', state: status ?? event, ...whose, key: `status ${item.conversationId ?? ''}` };
    }
    case 'identity':
      if (item.data.check === undefined) return null;
      return { what: 'check', state: item.data.check.passed ? 'passed' : 'failed', ...whose, key: 'check' };
    case 'survey':
      return { what: 'survey', state: `${item.data.score}/${item.data.outOf}`, key: `survey ${item.id}` };
    case 'escalation':
    case 'consent':
    case 'review':
    case 'subscription':
      return { what: 'other', key: item.kind };
    default:
      return null;
  }
}
