import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useShowItem } from '#renderer/desk/app/show-item.ts';
import { CustomerPanelPart } from '#renderer/desk/features/customer-panel/index.ts';
import { CONVERSATION, type FakeSend, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { CustomerPanel, OrderCard } from '#shared/domain/customer.ts';
import type { Locale } from '#shared/domain/people.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const POINT = {
  id: '0199a000-0000-7000-8000-000000000601',
  customerId: IDS.customer,
  verified: true,
  shared: false,
  blocked: false,
} as const;
const MASKED = { ...POINT, kind: 'phone', value: '+81••••4417', masked: true } as const;

const ORDER: OrderCard = {
  customerId: IDS.customer,
  number: '#W2611340',
  state: 'shipped',
  items: [{ name: 'Kissa 2', quantity: 2 }],
  total: { amount: 48_900, currency: 'JPY' },
  seq: 28,
  placedAt: '2024-11-13T01:00:00.000Z',
  updatedAt: '2024-11-16T01:00:00.000Z',
  shipments: [
    { carrier: 'ヤマト運輸', trackingNumber: '4417-2290-1183', state: 'in_transit', at: '2024-11-16T01:00:00.000Z' },
  ],
};

const ordersOf = (...cards: OrderCard[]): CustomerPanel['orders'] => ({
  cards,
  count: cards.length,
  capped: false,
  total: [],
});

const PANEL: CustomerPanel = {
  customer: { id: IDS.customer, name: '佐藤 美咲', since: '2021-04-01T00:00:00.000Z', care: [], lastSeq: 42 },
  contactPoints: [],
  conversations: [CONVERSATION],
  promises: [],
  orders: ordersOf(),
  visits: [],
};

type Shown = { readonly panel?: Partial<CustomerPanel>; readonly send?: FakeSend; readonly locale?: Locale };

async function show({ panel = {}, send, locale = 'en' }: Shown) {
  const desk = fakeDesk({
    ask: (name) => (name === 'customer.panel' ? { ...PANEL, ...panel } : undefined),
    ...(send && { send }),
  });
  const view = renderPart(desk.client, <CustomerPanelPart conversationId={IDS.conversation} />, locale);
  await screen.findByRole('heading', { level: 2 });
  return { ...desk, ...view };
}

describe('customer panel', () => {
  beforeEach(fillJsdom);
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    useShowItem.setState({ target: null });
  });

  it('[PR4] shows a masked contact point in full only for a reason, and forgets it when closed', async () => {
    const user = userEvent.setup();
    const { sent } = await show({
      panel: { contactPoints: [MASKED] },
      send: (name) =>
        name === 'contact-point:reveal' ? { ok: true, data: { value: '+819000004417' } } : { ok: true, data: {} },
    });
    expect(screen.getByText('+81••••4417')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Phone: Show in full' }));
    const reveal = await screen.findByRole('button', { name: 'Show in full' });
    expect(reveal.hasAttribute('disabled')).toBe(true);
    await user.type(screen.getByRole('textbox', { name: 'Why do you need it?' }), 'callback{Enter}');
    expect(await screen.findByText('+81 90 0000 4417')).toBe(document.activeElement);
    expect(sent).toEqual([
      {
        name: 'contact-point:reveal',
        input: { contactPointId: POINT.id, customerId: IDS.customer, reason: 'callback' },
      },
    ]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByText('+81 90 0000 4417')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Phone: Show in full' }));
    expect(await screen.findByRole('textbox', { name: 'Why do you need it?' })).toBeTruthy();
    expect(screen.queryByText('+81 90 0000 4417')).toBeNull();
  });

  it('[PR4] says why a contact point is not shown when the hub refuses', async () => {
    const user = userEvent.setup();
    await show({
      panel: { contactPoints: [MASKED] },
      send: () => refused('forbidden', 'You may not do this.'),
    });
    await user.click(screen.getByRole('button', { name: 'Phone: Show in full' }));
    await user.type(await screen.findByRole('textbox'), 'callback{Enter}');
    expect(await screen.findByText('You may not do this.')).toBeTruthy();
  });

  it('says once that chat reaches the customer, and how far each address is known', async () => {
    const other = (n: number) => `0199a000-0000-7000-8000-00000000061${n}`;
    await show({
      panel: {
        contactPoints: [
          { ...POINT, kind: 'email', value: 'm@example.jp', masked: false, verified: false },
          { ...POINT, id: other(1), kind: 'phone', value: '+81312345678', masked: false, shared: true },
          { ...POINT, id: other(2), kind: 'visitor', value: other(8), masked: false },
          { ...POINT, id: other(3), kind: 'visitor', value: other(9), masked: false },
          { ...POINT, id: other(4), kind: 'loyalty', value: '00421187', masked: false },
        ],
      },
    });
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows).toEqual([
      'Email m@example.jpnot checked',
      'Phone +81 3 1234 5678shared',
      'Chat visitor',
      'Loyalty 00421187',
    ]);
  });

  it('shows an order with its state, goods, parcel and progress, and leads to its place on the thread', async () => {
    const user = userEvent.setup();
    await show({ panel: { orders: ordersOf(ORDER) } });
    const card = within(screen.getByRole('article'));
    expect(card.getByText('Shipped 16 Nov 2024')).toBeTruthy();
    expect(card.getByText('Kissa 2 × 2')).toBeTruthy();
    expect(card.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('3');
    await user.click(card.getByRole('button', { name: 'Copy the tracking number' }));
    expect(await navigator.clipboard.readText()).toBe('4417-2290-1183');
    await user.click(card.getByRole('button', { name: '#W2611340: show on the thread' }));
    expect(useShowItem.getState().target).toEqual({ customerId: IDS.customer, seq: 28 });
  });

  it.each([
    ['cancelled', undefined, 'Cancelled 16 Nov 2024', null],
    ['delivered', 'requested', 'Return asked for', '4'],
    ['placed', undefined, 'Placed 16 Nov 2024', '0'],
    ['returned', 'refunded', 'Refunded', '4'],
  ] as const)('says of an order that it is %s, its return %s', async (state, returnState, words, progress) => {
    await show({ panel: { orders: ordersOf({ ...ORDER, state, ...(returnState && { returnState }) }) } });
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByRole('progressbar')?.getAttribute('aria-valuenow') ?? null).toBe(progress);
  });

  it('takes two lines for an older order that is over, all of them while its return is under way', async () => {
    const over: OrderCard = { ...ORDER, state: 'delivered' };
    await show({
      panel: {
        orders: ordersOf(
          { ...over, number: '#3' },
          { ...over, number: '#2' },
          { ...over, number: '#1', returnState: 'requested' },
        ),
      },
    });
    const bars = screen.getAllByRole('article').map((card) => within(card).queryByRole('progressbar') !== null);
    expect(bars).toEqual([true, false, true]);
  });

  it('says that there are more orders than were counted', async () => {
    await show({
      panel: { orders: { cards: [], count: 1280, capped: true, total: [{ amount: 182_400, currency: 'JPY' }] } },
    });
    expect(screen.getByText('1,280+ · ¥182,400+')).toBeTruthy();
  });

  it('lets the owner of the conversation settle a promise, with its epoch', async () => {
    const user = userEvent.setup();
    const promise = {
      id: '0199a000-0000-7000-8000-000000000701',
      conversationId: IDS.conversation,
      customerId: IDS.customer,
      text: '交換品を手配',
      dueAt: new Date(Date.now() - 5 * 60_000).toISOString(),
      state: 'open',
    } as const;
    const { sent } = await show({ panel: { promises: [promise] } });
    expect(screen.getByText(/5 min over/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Kept' }));
    expect(sent).toEqual([
      {
        name: 'commitment:settle',
        input: { conversationId: IDS.conversation, epoch: 3, commitmentId: promise.id, state: 'kept' },
      },
    ]);
  });

  it('leaves another agent’s promise to them', async () => {
    const conversation = { ...CONVERSATION, owner: { type: 'agent', id: IDS.kimura, name: '木村 拓' } } as const;
    const promise = {
      id: '0199a000-0000-7000-8000-000000000701',
      conversationId: IDS.conversation,
      customerId: IDS.customer,
      text: '交換品を手配',
      dueAt: new Date(Date.now() + 3_600_000).toISOString(),
      state: 'open',
    } as const;
    await show({ panel: { promises: [promise], conversations: [conversation] } });
    expect(screen.getByText('交換品を手配')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Kept' })).toBeNull();
  });

  it('tells the last time by how it was filed, and opens it', async () => {
    const user = userEvent.setup();
    const last = {
      ...CONVERSATION,
      id: IDS.other,
      categoryId: '0199a000-0000-7000-8000-000000000103',
      outcome: 'solved',
    };
    await show({
      panel: {
        conversations: [CONVERSATION, last],
        lastTime: {
          at: '2024-10-02T00:12:00.000Z',
          channel: 'email',
          subject: '#48001',
          score: '5/5',
          conversationId: IDS.other,
        },
      },
    });
    const row = await screen.findByRole('button', { name: /Defect › Leak › Tank/ });
    expect(row.textContent).toContain('#48001 · 2 Oct 2024 · Email · Solved · rated 5/5');
    await user.click(row);
    expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.other}`);
  });

  it('says what did not load, and tries again', async () => {
    const user = userEvent.setup();
    let isBroken = true;
    const desk = fakeDesk({
      ask: (name) => {
        if (name !== 'customer.panel') return undefined;
        if (isBroken)
          throw Object.assign(new Error('no'), { wire: { code: 'internal', message: 'no', retryable: false } });
        return PANEL;
      },
    });
    renderPart(desk.client, <CustomerPanelPart customerId={IDS.customer} />);
    const alert = await screen.findByRole('alert', undefined, { timeout: 30_000 });
    expect(alert.textContent).toContain('The customer could not be loaded');
    isBroken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No orders')).toBeTruthy();
  });

  it.each(['ja', 'en'] as const)('has nothing that axe objects to, in %s', async (locale) => {
    const { container } = await show({
      locale,
      panel: {
        customer: { ...PANEL.customer, care: [{ title: '電気製品の水漏れ', detail: 'コンセントを確認。' }] },
        contactPoints: [MASKED],
        orders: ordersOf(ORDER, { ...ORDER, number: '#W1', state: 'delivered' }),
        visits: [
          {
            customerId: IDS.customer,
            store: '銀座店',
            at: '2024-10-02T00:12:00.000Z',
            kind: 'visit',
            summary: '試飲',
            seq: 3,
          },
        ],
      },
    });
    expect(await axeFindings(container)).toEqual([]);
  });
});
