import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRIEF_PARTS, briefSchema } from '#shared/domain/brief.ts';
import type { Commitment } from '#shared/domain/conversation.ts';
import { draftBrief } from '#shared/domain/draft-brief.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

const CUSTOMERS = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002'] as const;
const AT = '2026-04-01T01:00:00.000Z';
/** Stands in every text of what not everybody may read; found anywhere in a brief, it leaked. */
const SECRET = '≪内密≫';

const words = fc.oneof(
  fc.constantFrom(
    '交換できますか？',
    'お世話になっております。',
    'Where is my order?',
    '在庫を確認しました',
    'はい',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const data = (kind: TimelineItem['kind'], text: string) => {
  const number = `A-${text.length % 4}`;
  switch (kind) {
    case 'call':
      return {
        durationSec: 5,
        outcome: text.length % 3 === 0 ? 'voicemail' : 'answered',
        summary: text,
        transcriptLines: [{ at: 0, speaker: 'customer', text }],
      };
    case 'order':
      return { number, state: 'paid', items: [] };
    case 'shipment':
      return { orderNumber: number, state: 'in_transit', carrier: text.slice(0, 90) };
    case 'return':
      return { orderNumber: number, state: 'requested', reason: text };
    case 'visit':
      return { store: '銀座店', purpose: text, summary: text };
    case 'identity':
      return { event: 'checked', detail: text };
    case 'system':
      return { event: 'status_changed', waitingOn: 'store', reason: text };
    case 'commitment':
      return { commitmentId: CUSTOMERS[0], event: 'made', text: text || 'x', dueAt: AT };
    default:
      return { text, form: text.length % 5 === 0 ? [{ label: 'x', value: text }] : undefined };
  }
};
const KINDS = [
  'message',
  'note',
  'call',
  'order',
  'shipment',
  'return',
  'visit',
  'identity',
  'system',
  'commitment',
] as const;

const thread = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      direction: fc.constantFrom('in' as const, 'out' as const, 'none' as const),
      by: fc.constantFrom('customer' as const, 'agent' as const),
      visibility: fc.constantFrom('customer' as const, 'internal' as const, 'lead' as const, 'private' as const),
      whose: fc.constantFrom(...CUSTOMERS),
      text: words,
    }),
    { maxLength: 60 },
  )
  .map((wishes) =>
    wishes.map(({ kind, direction, by, visibility, whose, text }, index) => {
      const isOpen = visibility === 'customer' || visibility === 'internal';
      return {
        id: `0190a000-0000-7000-9000-${String(index).padStart(12, '0')}`,
        customerId: whose,
        seq: index + 1,
        kind,
        data: data(kind, isOpen ? text : `${SECRET}${text}`),
        direction,
        channel: 'chat',
        visibility,
        occurredAt: AT,
        receivedAt: AT,
        author: { type: by },
        historical: false,
      } as TimelineItem;
    }),
  );
const source = fc.record({
  items: thread,
  promises: fc.array(
    fc
      .record({
        text: fc.string({ minLength: 1, maxLength: 500 }),
        state: fc.constantFrom('open' as const, 'broken' as const),
      })
      .map((one) => ({ ...one, id: CUSTOMERS[0], dueAt: AT }) as Commitment),
    { maxLength: 12 },
  ),
  waitingOn: fc.constantFrom(undefined, 'store' as const),
  locale: fc.constantFrom('ja' as const, 'en' as const),
  timeZone: fc.constantFrom(undefined, 'Asia/Tokyo'),
});

describe('[HO3] a brief of any thread', () => {
  it('points with every line at items that are there and that every agent may read, says nothing of others, fits the wire, and is the same again', () => {
    fc.assert(
      fc.property(source, (given) => {
        const brief = draftBrief(given);
        const byRef = new Map(given.items.map((item) => [`${item.customerId}/${item.seq}`, item]));
        for (const part of BRIEF_PARTS) {
          for (const { text, items } of brief[part]) {
            expect(text).not.toContain(SECRET);
            expect([...text].length).toBeLessThanOrEqual(140);
            for (const ref of items)
              expect(['customer', 'internal']).toContain(byRef.get(`${ref.customerId}/${ref.seq}`)?.visibility);
            // Only what stands in a list of its own may be without an item: a promise, and whom it waits for.
            if (part !== 'promised' && part !== 'next') expect(items.length).toBeGreaterThan(0);
          }
        }
        const written = Object.fromEntries(
          BRIEF_PARTS.map((part) => [part, brief[part].filter(({ text }) => text.trim() !== '')]),
        );
        expect(briefSchema.parse(brief)).toEqual(brief);
        expect(brief).toEqual(written);
        expect(draftBrief(given)).toEqual(brief);
      }),
      { numRuns: 300 },
    );
  });
});
