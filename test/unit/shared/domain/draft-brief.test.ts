import { describe, expect, it } from 'vitest';
import { briefSchema } from '#shared/domain/brief.ts';
import type { Commitment } from '#shared/domain/conversation.ts';
import { type BriefSource, draftBrief } from '#shared/domain/draft-brief.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';

const CUSTOMER = '0190a000-0000-7000-8000-000000000001';
let seq = 0;

type Wish = { kind: TimelineItem['kind']; data: unknown; direction?: 'in' | 'out' | 'none'; by?: 'customer' | 'agent' };

function item({ kind, data, direction = 'none', by = 'agent' }: Wish): TimelineItem {
  seq += 1;
  const at = '2026-04-01T01:00:00.000Z';
  const id = `0190a000-0000-7000-9000-${String(seq).padStart(12, '0')}`;
  return {
    id,
    customerId: CUSTOMER,
    seq,
    kind,
    data,
    direction,
    channel: 'chat',
    visibility: kind === 'message' ? 'customer' : 'internal',
    occurredAt: at,
    receivedAt: at,
    author: { type: by },
    historical: false,
  } as TimelineItem;
}
const said = (text: string) => item({ kind: 'message', data: { text }, direction: 'in', by: 'customer' });
const answered = (text: string) => item({ kind: 'message', data: { text }, direction: 'out' });
const note = (text: string) => item({ kind: 'note', data: { text } });
const draft = (items: TimelineItem[], over: Partial<BriefSource> = {}) =>
  draftBrief({ items, promises: [], locale: 'ja', ...over });
const texts = (lines: readonly { text: string }[]) => lines.map((line) => line.text);

describe('what the customer wants', () => {
  it('[HO3] is the sentence that asks, in their own words, pointing at the item', () => {
    const asked = said('昨日届きました。箱が潰れていました。交換できますか？');
    expect(draft([said('こんにちは'), asked]).wants).toEqual([
      { text: '交換できますか？', items: [{ customerId: CUSTOMER, seq: asked.seq }] },
    ]);
  });

  it('is the last few questions and requests, in Japanese and in English', () => {
    const items = [
      'Where is my order?',
      'ありがとうございます',
      '返金をお願いします。',
      'I want a refund.',
      '青はありますか',
    ].map(said);
    expect(texts(draft(items).wants)).toEqual(['返金をお願いします。', 'I want a refund.', '青はありますか']);
  });

  it('is their first words when they asked nothing, and nothing when they said nothing', () => {
    expect(texts(draft([said('こんにちは'), said('靴が壊れました'), said('はい')]).wants)).toEqual(['靴が壊れました']);
    expect(draft([answered('いらっしゃいませ')]).wants).toEqual([]);
  });
});

describe('what was done', () => {
  it('is our answers, notes and what became of orders; a greeting is nothing', () => {
    const order = item({ kind: 'order', data: { number: 'A-1001', state: 'cancelled', items: [] } });
    const done = draft([answered('こんにちは。'), answered('在庫を確認しました'), note('倉庫に電話済み'), order]).done;
    expect(texts(done)).toEqual(['在庫を確認しました', '倉庫に電話済み', 'A-1001 · cancelled']);
    expect(done.every((line) => line.items.length === 1)).toBe(true);
  });

  it('is the last four things', () => {
    expect(texts(draft(['一', '二', '三', '四', '五'].map((n) => note(`${n}件目`))).done)).toHaveLength(4);
  });
});

describe('what is next', () => {
  it('is what they asked since our last answer', () => {
    const items = [said('返品できますか？'), answered('できます'), said('送料はかかりますか？')];
    expect(texts(draft(items).next)).toEqual(['送料はかかりますか？']);
    expect(draft(items.slice(0, 2)).next).toEqual([]);
  });

  it('is whom the matter waits for, in the sender’s language, pointing at the item that says so', () => {
    const waits = item({
      kind: 'system',
      data: { event: 'status_changed', status: 'waiting', waitingOn: 'warehouse' },
    });
    const { next } = draft([said('いつですか？'), answered('確認します'), waits], {
      waitingOn: 'warehouse',
      locale: 'en',
    });
    expect(next).toEqual([{ text: 'Waiting for the warehouse', items: [{ customerId: CUSTOMER, seq: waits.seq }] }]);
  });
});

describe('the rest', () => {
  it('promised is every open promise with the item that made it', () => {
    const promise = { id: CUSTOMER, text: '17時までにお電話' } as Commitment;
    const made = item({ kind: 'commitment', data: { commitmentId: CUSTOMER, event: 'made', text: promise.text } });
    expect(draft([made], { promises: [promise] }).promised).toEqual([
      { text: '17時までにお電話', items: [{ customerId: CUSTOMER, seq: made.seq }] },
    ]);
  });

  it('identity is what was checked, by its item', () => {
    const check = item({ kind: 'identity', data: { event: 'checked', detail: '氏名と電話番号' } });
    expect(texts(draft([check]).identity)).toEqual(['氏名と電話番号']);
  });

  it('an empty thread gives an empty brief', () => {
    expect(draft([])).toEqual({ wants: [], done: [], promised: [], next: [], identity: [] });
  });

  it('long words are shortened to one line without cutting a character, and fit the wire', () => {
    const long = said(`${'𠮷野家\n'.repeat(200)}は開いていますか？`);
    const brief = draft([long, ...Array.from({ length: 30 }, (_, n) => said(`質問${n}はどうですか？`))]);
    expect(briefSchema.parse(brief)).toEqual(brief);
    const [line] = draft([said('𠮷'.repeat(300))]).wants;
    expect([...(line?.text ?? '')]).toHaveLength(140);
    expect(line?.text.endsWith('𠮷…')).toBe(true);
  });
});
