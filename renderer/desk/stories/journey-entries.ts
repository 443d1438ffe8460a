import type { Channel } from '#shared/domain/channels.ts';
import type { Phase, TouchKind } from '#shared/domain/journey/rules.ts';
import type { JourneyView } from '#shared/domain/journey/view.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { IDS } from './fake-desk.ts';

const NOW = Date.now();
/** So many days ago. */
export const ago = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();
const item = (seq: number) => ({ customerId: IDS.customer, seq });

type Line = readonly [days: number, kind: TouchKind, channel: Channel, phase: Phase, state?: string];
const WAY: readonly Line[] = [
  [160, 'browse', 'shop', 'awareness'],
  [152, 'browse', 'shop', 'consideration'],
  [151, 'cart', 'shop', 'consideration', 'wished'],
  [140, 'visit', 'store', 'consideration'],
  [139, 'message', 'line', 'consideration'],
  [132, 'cart', 'shop', 'decision', 'open'],
  [131, 'order', 'shop', 'decision', 'placed'],
  [129, 'shipment', 'shop', 'retention', 'delivered'],
  [110, 'message', 'chat', 'retention'],
  [108, 'call', 'phone', 'retention'],
  [90, 'survey', 'email', 'advocacy'],
  [60, 'purchase', 'store', 'decision'],
  [32, 'message', 'email', 'retention'],
  [30, 'message', 'chat', 'retention'],
  [29.9, 'call', 'phone', 'retention', 'abandoned'],
  [29.5, 'call', 'phone', 'retention'],
  [8, 'review', 'shop', 'advocacy'],
  [2, 'cart', 'shop', 'decision', 'left'],
  [0.2, 'message', 'chat', 'retention'],
];

/** A realistic way of a customer of half a year. */
export const JOURNEY: JourneyView = {
  touches: WAY.map(([days, kind, channel, phase, state], n) => ({
    item: item(n + 1),
    at: ago(days),
    kind,
    channel,
    phase,
    ...(state !== undefined && { state }),
    ...((kind === 'survey' || kind === 'review') && { score: 0.8 }),
  })),
  capped: false,
  efforts: [
    {
      kind: 'came_back',
      item: item(13),
      at: ago(32),
      channel: 'email',
      since: { ...item(12), at: ago(35), channel: 'store' },
    },
    {
      kind: 'switched',
      item: item(14),
      at: ago(30),
      channel: 'chat',
      since: { ...item(13), at: ago(32), channel: 'email' },
    },
    {
      kind: 'repeated',
      item: item(14),
      at: ago(30),
      channel: 'chat',
      since: { ...item(13), at: ago(32), channel: 'email' },
      amount: 74,
    },
    {
      kind: 'waited',
      item: item(15),
      at: ago(29.9),
      channel: 'phone',
      since: { ...item(15), at: ago(29.9), channel: 'phone' },
      amount: 0,
    },
    {
      kind: 'waited',
      item: item(19),
      at: ago(0.2),
      channel: 'chat',
      since: { ...item(19), at: ago(0.2), channel: 'chat' },
      amount: 42,
    },
  ],
  cart: { item: item(18), at: ago(2), goods: ['コーヒーミル MX-2', 'ペーパーフィルター 100枚'] },
  wishes: [{ item: item(3), at: ago(151), name: '水出しポット 1L（限定色・すりガラス）' }],
};

/** What is best done next for them. */
export const STEPS: QueryOutput<'journey.steps'> = {
  steps: [
    {
      step: 'pickup',
      item: item(18),
      at: ago(2),
      what: 'コーヒーミル MX-2',
      store: '渋谷店',
      usual: true,
      available: 3,
    },
    { step: 'cart', item: item(18), at: ago(2), what: 'コーヒーミル MX-2' },
  ],
  decided: [
    {
      step: 'callback',
      decision: 'accepted',
      at: ago(29.8),
      by: '木村 拓',
      ordered: false,
      contact: true,
      lowScore: false,
    },
    {
      step: 'renewal',
      decision: 'dismissed',
      at: ago(70),
      by: '青山 さくら',
      ordered: true,
      contact: false,
      lowScore: false,
    },
  ],
};
