import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ItemView } from '#renderer/desk/features/thread-view/item-view.tsx';
import { ThreadContextProvider } from '#renderer/desk/features/thread-view/thread-context.tsx';
import { fakeDesk, IDS, itemSaid } from '#renderer/desk/stories/fake-desk.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { DeliveryState, TimelineItem } from '#shared/domain/timeline-item.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const PARTIES = {
  from: { type: 'agent', id: IDS.kimura, name: '木村 拓' },
  to: { type: 'agent', id: IDS.me, name: '青山 さくら' },
} as const;
const HANDOFF = { handoffId: IDS.other, channelFrom: 'phone', channelTo: 'chat', bounces: 0, ...PARTIES };
const GOODS = [{ name: 'Kissa 2', quantity: 2 }];
const MONEY = { amount: 48_900, currency: 'JPY' };

const of = (kind: string, data: unknown, rest: Partial<TimelineItem> = {}): TimelineItem =>
  itemSaid(3, '', { kind, data, ...rest } as Partial<TimelineItem>);

type Shown = { readonly state?: DeliveryState; readonly continued?: boolean; readonly locale?: Locale };

function show(item: TimelineItem, { state, continued = false, locale = 'en' }: Shown = {}) {
  return renderPart(
    fakeDesk().client,
    <ThreadContextProvider customerName="佐藤 美咲">
      <ItemView item={item} continued={continued} brief={null} state={state ?? null} />
    </ThreadContextProvider>,
    locale,
  );
}

const KINDS: readonly (readonly [string, unknown, RegExp])[] = [
  ['message', { text: '写真を送ります。' }, /佐藤 美咲.*Chat.*写真を送ります。/],
  ['note', { text: '在庫を確認済み' }, /Note, not shown to the customer.*在庫を確認済み/],
  [
    'call',
    { durationSec: 372, outcome: 'answered', agentName: '木村', summary: 'ひび' },
    /Phone call.*木村.*6 min 12 s.*answered.*ひび/,
  ],
  ['order', { number: 'W1', state: 'shipped', items: GOODS, total: MONEY }, /Order #W1.*¥48,900.*Kissa 2 ×2.*Shipped/],
  [
    'shipment',
    { orderNumber: '#W1', state: 'in_transit', carrier: 'ヤマト', trackingNumber: '4417' },
    /Shipping #W1.*in transit.*ヤマト.*4417/,
  ],
  [
    'return',
    { orderNumber: '#W1', state: 'refunded', refund: MONEY, reason: 'ひび' },
    /Return #W1.*Refunded.*¥48,900.*ひび/,
  ],
  ['visit', { store: '銀座店', purpose: '交換' }, /Visit 銀座店.*交換/],
  ['purchase', { store: '渋谷店', items: GOODS, total: MONEY }, /Purchase 渋谷店.*¥48,900.*Kissa 2/],
  ['pickup', { store: '渋谷店', orderNumber: 'W1', state: 'ready' }, /Pickup 渋谷店.*#W1.*ready to collect/],
  ['survey', { score: 5, outOf: 5, comment: 'Thanks' }, /Survey.*5 of 5.*Thanks/],
  ['review', { product: 'Kissa 2', score: 4, text: 'Good' }, /Review.*Kissa 2.*rated 4.*Good/],
  ['cart', { state: 'left', items: GOODS }, /Cart.*left behind.*Kissa 2/],
  ['consent', { channel: 'other app', purpose: 'news', granted: true }, /Consent.*given.*other app.*news/],
  [
    'consent',
    { channel: 'email', purpose: 'all', granted: false, source: 'phone', evidence: 'No more mail' },
    /Consent.*withdrawn.*Email.*Everything.*said on the phone.*No more mail/,
  ],
  ['device', { title: 'Kissa 2', detail: 'E12' }, /Device.*Kissa 2.*E12/],
  ['browse', { title: 'Parts' }, /Browsing.*Parts/],
  ['subscription', { title: 'Beans', state: 'renewed' }, /Subscription.*Beans.*renewed/],
  [
    'commitment',
    { commitmentId: IDS.other, event: 'made', text: '交換品', dueAt: '2025-11-17T08:00:00.000Z' },
    /Promise.*交換品.*17:00/,
  ],
  ['escalation', { escalationId: IDS.other, event: 'raised', text: 'Leak' }, /Escalation.*Lead asked.*Leak/],
  ['identity', { event: 'checked' }, /Identity.*checked/],
  ['system', { event: 'owner_changed', ...PARTIES, reason: 'claimed' }, /Owner changed.*木村 拓 → 青山 さくら.*taken/],
  ['handoff', { ...HANDOFF, event: 'declined', reason: 'busy' }, /Handoff 木村 拓 → 青山 さくら.*Declined.*Full/],
  ['handoff', { ...HANDOFF, event: 'joined' }, /青山 さくら joined privately/],
  ['handoff', { ...HANDOFF, event: 'invited', way: 'link', by: 'sms' }, /Asked over: Phone → Chat.*link by SMS/],
  ['handoff', { ...HANDOFF, event: 'lapsed', way: 'link', by: 'sms' }, /Never came: Phone → Chat/],
  ['from-tomorrow', { any: 1 }, /Something that this window cannot show/],
];

describe('items of a thread', () => {
  beforeEach(fillJsdom);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it.each(KINDS)('shows a %s, in both languages, with nothing that axe minds', async (kind, data, words) => {
    const { container, unmount } = show(of(kind, data));
    expect(container.textContent).toMatch(words);
    expect(await axeFindings(container)).toEqual([]);
    unmount();
    expect(show(of(kind, data), { locale: 'ja' }).container.textContent).not.toMatch(
      /thread:|customer:|handoff:|consent:/,
    );
  });

  it('says what an outgoing message came to', () => {
    const out = itemSaid(5, 'はい', { direction: 'out', author: { type: 'agent', name: '青山' } });
    show(out, { state: 'read', locale: 'ja' });
    expect(screen.getByText('既読')).toBeTruthy();
    cleanup();
    show({ ...out, delivery: { state: 'failed', at: out.occurredAt, reason: 'bounced' } }, { state: 'failed' });
    expect(screen.getByRole('alert').textContent).toContain('Not sent: the recipient’s server sent it back');
  });

  it('does not repeat the name of a message that goes on', () => {
    const { container } = show(itemSaid(4, '続き'), { continued: true });
    expect(container.textContent).toBe('続き');
  });

  it('puts a note on its own ground, unlike any message', () => {
    const { container } = show(of('note', { text: '社内だけ' }), { locale: 'ja' });
    expect(screen.getByText('社内メモ（お客様には表示されません）')).toBeTruthy();
    expect(container.querySelector('.bg-note-ground')?.textContent).toContain('社内だけ');
  });

  it('ties a knot with who, on which channels, and what travelled', () => {
    const line = (text: string) => [{ text, items: [] }];
    const brief = { wants: line('写真'), done: [], promised: line('交換'), next: [], identity: [] };
    const { container } = renderPart(
      fakeDesk().client,
      <ThreadContextProvider customerName="">
        <ItemView
          item={of('handoff', { ...HANDOFF, event: 'completed' })}
          continued={false}
          brief={brief}
          state={null}
        />
      </ThreadContextProvider>,
    );
    expect(container.textContent).toMatch(/Handed off: Phone → Chat木村 拓 → 青山 さくら.*Wants 写真 · Promised 交換/);
    const strokes = [...container.querySelectorAll('path')].map((path) => path.getAttribute('stroke'));
    expect(strokes).toEqual(['var(--phone)', 'var(--chat)']);
  });

  it('folds what is longer than twenty lines until asked for', async () => {
    const user = userEvent.setup();
    const text = Array.from({ length: 24 }, (_, n) => `line ${n}`).join('\n');
    const { container } = show(itemSaid(1, text));
    expect(container.querySelector('.line-clamp-\\[20\\]')).not.toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(container.querySelector('.line-clamp-\\[20\\]')).toBeNull();
    expect(screen.getByRole('button', { name: 'Show less' }).getAttribute('aria-expanded')).toBe('true');
  });

  it('makes links of addresses and of nothing else', () => {
    show(itemSaid(1, '<b>x</b> https://example.jp/a?b=1。javascript:alert(1) 「tel:0312345678」'));
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['https://example.jp/a?b=1', 'tel:0312345678']);
    expect(screen.getByText(/<b>x<\/b>/)).toBeTruthy();
  });

  it('[TL4] says that an item came in late', () => {
    show(itemSaid(1, 'a', { receivedAt: '2025-11-17T05:49:00.000Z' }));
    expect(screen.getByText(/came in late, at 14:49/)).toBeTruthy();
  });

  it('offers a file by its name, and a picture to be enlarged', async () => {
    const user = userEvent.setup();
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined }));
    const attachments = [
      { blobId: IDS.other, name: 'crack.png', mime: 'image/png', size: 1000, width: 400, height: 300 },
      { blobId: IDS.team, name: 'receipt.pdf', mime: 'application/pdf', size: 42_000 },
    ];
    show(of('message', { text: '', attachments }));
    expect(screen.getByRole('button', { name: 'Download receipt.pdf' }).textContent).toContain('42 KB');
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Enlarge crack.png' }).hasAttribute('disabled')).toBe(false),
    );
    await user.click(screen.getByRole('button', { name: 'Enlarge crack.png' }));
    expect(await screen.findByRole('dialog', { name: 'crack.png' })).toBeTruthy();
  });
});
