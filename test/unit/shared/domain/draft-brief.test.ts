import { describe, expect, it } from 'vitest';
import type { BriefSource } from '#shared/domain/brief/source.ts';
import { briefSchema } from '#shared/domain/brief.ts';
import type { Commitment } from '#shared/domain/conversation.ts';
import { draftBrief } from '#shared/domain/draft-brief.ts';
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
    expect(texts(done)).toEqual(['在庫を確認しました', '倉庫に電話済み', 'A-1001 · キャンセル']);
    expect(done.every((line) => line.items.length === 1)).toBe(true);
  });

  it('is the last four things', () => {
    expect(texts(draft(['一', '二', '三', '四', '五'].map((n) => note(`${n}件目`))).done)).toHaveLength(4);
  });
});

describe('what came by other ways than messages', () => {
  const call = (data: object) => item({ kind: 'call', data: { durationSec: 60, outcome: 'answered', ...data } });

  it('counts: a form’s field, what was said on the phone, the answering machine, a visit’s purpose', () => {
    const form = item({
      kind: 'message',
      direction: 'in',
      by: 'customer',
      data: {
        text: 'お名前: 佐藤',
        form: [
          { label: 'お名前', value: '佐藤 花子' },
          { label: '内容', value: 'サイズを交換できますか？' },
        ],
      },
    });
    const spoken = call({
      transcriptLines: [
        { at: 1, speaker: 'agent', text: 'ご用件をお聞かせください。' },
        { at: 4, speaker: 'customer', text: '届け先を変えたいのですが。' },
      ],
    });
    const machine = call({ outcome: 'voicemail', transcript: 'Please call me back about my refund.' });
    const visit = item({ kind: 'visit', data: { store: '銀座店', purpose: '直してほしい', summary: 'かかとを確認' } });
    const drafted = draft([form, spoken, machine]);
    expect(texts(drafted.wants)).toEqual([
      'サイズを交換できますか？',
      '届け先を変えたいのですが。',
      'Please call me back about my refund.',
    ]);
    expect(texts(draft([visit]).wants)).toEqual(['直してほしい']);
    expect(texts(draft([visit]).done)).toEqual(['来店 銀座店 · かかとを確認']);
    expect(texts(drafted.next)).toEqual(['Please call me back about my refund.']);
  });

  it('of an order, its newest state and its parcel are one line that points at all that told of it', () => {
    const items = [
      item({ kind: 'order', data: { number: 'A-1', state: 'paid', items: [] } }),
      item({ kind: 'order', data: { number: 'A-2', state: 'placed', items: [] } }),
      item({
        kind: 'shipment',
        data: { orderNumber: 'A-1', state: 'in_transit', carrier: 'ヤマト', trackingNumber: '123' },
      }),
      item({ kind: 'order', data: { number: 'A-1', state: 'shipped', items: [] } }),
    ];
    const { done } = draft(items);
    expect(texts(done)).toEqual(['A-2 · 注文済み', 'A-1 · 輸送中 ヤマト 123 · 発送済み']);
    expect(done[1]?.items).toHaveLength(3);
  });

  it('good manners around an answer are left out', () => {
    const text = 'お世話になっております。交換品を手配しました。よろしくお願いいたします。';
    expect(texts(draft([answered(text)]).done)).toEqual(['交換品を手配しました。']);
  });

  it('[TL5] what only leads may read, or one person, is in no brief, whoever drafts it', () => {
    const secret = { ...note('不正の疑いあり'), visibility: 'lead' } as TimelineItem;
    const whisper = { ...note('ここだけの話'), visibility: 'private' } as TimelineItem;
    expect(draft([secret, whisper]).done).toEqual([]);
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

  it('with a time zone, tells when a promise is due, and that one is overdue', () => {
    const base = { id: CUSTOMER, text: 'お電話', dueAt: '2026-04-01T08:00:00.000Z' } as Commitment;
    const promises = [base, { ...base, state: 'broken' } as Commitment];
    const timeZone = 'Asia/Tokyo';
    expect(texts(draft([], { promises, timeZone }).promised)).toEqual([
      '4/1 17:00まで: お電話',
      '4/1 17:00まで · 期限超過: お電話',
    ]);
    expect(texts(draft([], { promises, timeZone, locale: 'en' }).promised)[1]).toBe('by 1 Apr 17:00 · overdue: お電話');
  });

  it('[PR6] a check says for what, by which facts and until when; the newest of each purpose', () => {
    const check = (passed: boolean) =>
      item({
        kind: 'identity',
        data: {
          event: 'checked',
          check: {
            purpose: 'refund',
            passed,
            facts: [{ ja: '氏名', en: 'name' }],
            needed: 1,
            expiresAt: '2026-04-01T05:00:00.000Z',
          },
        },
      });
    expect(texts(draft([check(false), check(true)], { timeZone: 'Asia/Tokyo' }).identity)).toEqual([
      '本人確認済み（返金） · 氏名 · 4/1 14:00まで有効',
    ]);
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
