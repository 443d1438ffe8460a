import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AskStoreDialog } from '#renderer/desk/features/ask-store/index.ts';
import { type FakeAsk, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { Store, StoreQuestion } from '#shared/domain/store.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const GINZA: Store = {
  id: '0198c0de-0000-7000-8000-0000000000a1',
  code: 'GINZA',
  name: '銀座店',
  active: true,
  openQuestions: 0,
};
const CLOSED: Store = {
  ...GINZA,
  id: '0198c0de-0000-7000-8000-0000000000a2',
  code: 'OLD',
  name: '旧店',
  active: false,
};
const BEFORE: StoreQuestion = {
  id: '0198c0de-0000-7000-8000-0000000000b1',
  storeId: GINZA.id,
  storeName: '銀座店',
  conversationId: IDS.conversation,
  conversationNumber: 48213,
  customerId: IDS.customer,
  customerName: '佐藤 美咲',
  text: '在庫はありますか',
  askedBy: '木村 拓',
  askedAt: '2026-11-20T04:00:00.000Z',
  state: 'answered',
  answer: '3点あります',
};
const answers =
  (stores: readonly Store[], questions: readonly StoreQuestion[] = []): FakeAsk =>
  (name) => {
    if (name === 'store.list') return { stores };
    return name === 'store.questions' ? { questions } : undefined;
  };
const send = { key: 'Enter', ctrlKey: true };

beforeEach(() => {
  window.localStorage.clear();
  fillJsdom();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('asks by typing and a chord, and says that the conversation waits on the store', async () => {
  const desk = fakeDesk({ ask: answers([GINZA, CLOSED]) });
  const onClose = vi.fn();
  renderPart(desk.client, <AskStoreDialog conversationId={IDS.conversation} onClose={onClose} />);
  const field = await screen.findByRole('textbox', { name: 'Question' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await screen.findByText('銀座店');
  await userEvent.keyboard('K2-T in stock?');
  fireEvent.keyDown(field, send);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(desk.sent.filter(({ name }) => name === 'store:ask').map(({ input }) => input)).toEqual([
    {
      conversationId: IDS.conversation,
      epoch: 3,
      storeId: GINZA.id,
      text: 'K2-T in stock?',
      until: expect.any(String),
    },
  ]);
});

it('shows what was asked before, so that nobody asks twice; axe finds nothing', async () => {
  const desk = fakeDesk({ ask: answers([GINZA], [BEFORE]) });
  renderPart(desk.client, <AskStoreDialog conversationId={IDS.conversation} onClose={vi.fn()} />);
  expect(await screen.findByText('銀座店: 3点あります')).toBeTruthy();
  expect(await axeFindings(screen.getByRole('dialog'))).toEqual([]);
});

it('keeps the question when the hub refuses it, and says why', async () => {
  const desk = fakeDesk({
    ask: answers([GINZA]),
    send: (name) =>
      name === 'store:ask' ? refused('not_owner', 'This conversation is with Kimura now.') : { ok: true, data: {} },
  });
  const onClose = vi.fn();
  renderPart(desk.client, <AskStoreDialog conversationId={IDS.conversation} onClose={onClose} />);
  const field = await screen.findByRole('textbox', { name: 'Question' });
  await screen.findByText('銀座店');
  await userEvent.type(field, 'stock?');
  fireEvent.keyDown(field, send);
  expect(await screen.findByText('This conversation is with Kimura now.')).toBeTruthy();
  expect((field as HTMLTextAreaElement).value).toBe('stock?');
  expect(onClose).not.toHaveBeenCalled();
});

it('says what to do while there is no store', async () => {
  renderPart(
    fakeDesk({ ask: answers([]) }).client,
    <AskStoreDialog conversationId={IDS.conversation} onClose={vi.fn()} />,
  );
  expect(await screen.findByText(/No store is set up yet/)).toBeTruthy();
});
