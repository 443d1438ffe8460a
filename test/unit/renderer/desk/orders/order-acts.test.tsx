import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CheckDialog } from '#renderer/desk/features/identity-check/index.ts';
import { ActDialog } from '#renderer/desk/features/order-acts/act-dialog.tsx';
import { type FakeAsk, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { CheckStanding } from '#shared/domain/identity-check.ts';
import type { ShopOrderView } from '#shared/domain/shop.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const facts = [
  { code: 'phone_number', nameJa: '電話番号', nameEn: 'Phone number' },
  { code: 'order_number', nameJa: '注文番号', nameEn: 'Order number' },
  { code: 'order_total', nameJa: 'お支払い金額', nameEn: 'Amount paid' },
];
const checks =
  (standing: CheckStanding): FakeAsk =>
  (name) =>
    name === 'check.state' ? { purposes: [{ purpose: 'refund', needed: 2, minutes: 30, facts, standing }] } : undefined;
const ORDER: ShopOrderView = {
  connectionId: '0198c0de-0000-7000-8000-0000000000c1',
  shop: 'North Roastery',
  ref: '1',
  number: '#W1',
  state: 'paid',
  lines: [],
  total: { amount: 48_900, currency: 'JPY' },
  refundable: { amount: 43_900, currency: 'JPY' },
  acts: ['refund'],
  stock: false,
  recent: [],
};
const enter = { key: 'Enter', ctrlKey: true };
const acting = { conversationId: IDS.conversation, epoch: 3 };

beforeEach(() => {
  window.localStorage.clear();
  fillJsdom();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('[PR6] identity is checked by keyboard alone: numbers tick, one chord records, too few do not', async () => {
  const desk = fakeDesk({
    ask: checks('none'),
    send: () => ({ ok: true, data: { checkId: IDS.other, expiresAt: '2030-01-01T00:00:00.000Z' } }),
  });
  const onClose = vi.fn();
  renderPart(desk.client, <CheckDialog conversationId={IDS.conversation} purpose="refund" onClose={onClose} />);
  const dialog = await screen.findByRole('dialog');
  await screen.findByText('Phone number');
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  await userEvent.keyboard('1');
  fireEvent.keyDown(document.activeElement ?? dialog, enter);
  expect(desk.sent).toEqual([]);
  await userEvent.keyboard('3');
  await screen.findByText('2 of 2');
  expect(await axeFindings(document.body)).toEqual([]);
  fireEvent.keyDown(document.activeElement ?? dialog, enter);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(desk.sent).toMatchObject([
    { name: 'check:record', input: { purpose: 'refund', facts: ['phone_number', 'order_total'], passed: true } },
  ]);
});

it('[PR6] a refund stays locked without its check, and leads to it', async () => {
  const desk = fakeDesk({ ask: checks('expired') });
  const onClose = vi.fn();
  renderPart(desk.client, <ActDialog order={ORDER} wanted={{ what: 'refund' }} acting={acting} onClose={onClose} />);
  await screen.findByText(/comes first/);
  await userEvent.type(screen.getByLabelText(/Reason/), 'crack');
  expect(screen.getByRole('button', { name: /Have it done/ }).hasAttribute('disabled')).toBe(true);
  expect(await axeFindings(document.body)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Check identity' }));
  expect(onClose).toHaveBeenCalled();
  expect(desk.sent).toEqual([]);
});

it('a refund is given with its amount and reason; what the hub refuses is said and nothing typed is lost', async () => {
  let answer = refused('over_limit', '43900 is above your limit');
  const desk = fakeDesk({ ask: checks('enough'), send: () => answer });
  const onClose = vi.fn();
  renderPart(desk.client, <ActDialog order={ORDER} wanted={{ what: 'refund' }} acting={acting} onClose={onClose} />);
  const amount = await screen.findByLabelText(/Amount/);
  expect(amount).toHaveProperty('value', '43900');
  await userEvent.clear(amount);
  await userEvent.type(amount, '５，０００');
  const reason = screen.getByLabelText(/Reason/);
  await userEvent.type(reason, 'crack');
  fireEvent.keyDown(reason, enter);
  await screen.findByText('43900 is above your limit');
  expect(reason).toHaveProperty('value', 'crack');
  answer = { ok: true, data: { actId: IDS.other } } as never;
  fireEvent.keyDown(reason, enter);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(desk.sent.at(-1)).toMatchObject({
    name: 'shop:act',
    input: {
      conversationId: IDS.conversation,
      epoch: 3,
      orderRef: '1',
      act: { what: 'refund', amount: 5000 },
      reason: 'crack',
    },
  });
});
