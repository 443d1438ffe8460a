import { QueryClient } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import { Composer } from '#renderer/desk/features/composer/index.ts';
import { OutboxStatus } from '#renderer/desk/features/outbox/index.ts';
import { CONVERSATION, fakeDesk, IDS, itemSaid } from '#renderer/desk/stories/fake-desk.ts';
import type { Queue } from '#renderer/state/outbox-state.ts';

const queued = (n: number, text: string, name: Queue['commands'][number]['name'] = 'message:send') => ({
  id: `0199a000-0000-7000-8000-00000000070${n}`,
  name,
  conversationId: IDS.conversation,
  customerId: IDS.customer,
  input: { text },
  at: '2025-11-17T04:52:00.000Z',
});
const commands = [queued(1, '在庫を確認しました'), queued(2, '本日お送りします'), queued(3, '倉庫に確認', 'note:add')];
const stopped: Queue = {
  conversationId: IDS.conversation,
  commands,
  stopped: {
    code: 'stale',
    message: 'stale',
    retryable: false,
    details: { items: [itemSaid(9, 'やはり銀座店で受け取れますか？')] },
  },
};

function show(queue: Queue) {
  const desk = fakeDesk({ outbox: new Map([[IDS.conversation, queue]]) });
  const settings = createSettingsStore(window.localStorage, null);
  settings.change({ locale: 'en' });
  render(
    <App settings={settings} queryClient={new QueryClient()}>
      <DeskClientProvider client={desk.client}>
        <OutboxStatus />
        <Composer conversationId={IDS.conversation} />
      </DeskClientProvider>
    </App>,
  );
  return desk;
}

const panel = () => screen.getByRole('alertdialog', { name: '3 messages written offline were not sent' });
const press = (name: string) => userEvent.click(within(panel()).getByRole('button', { name }));
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Reply in chat/ });

beforeEach(() => {
  window.localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('[SY5] a stopped queue shows what came and what was written, and asks once', () => {
  show(stopped);
  expect(panel().textContent).toContain('やはり銀座店で受け取れますか？');
  const written = within(within(panel()).getByRole('list', { name: 'What you wrote' })).getAllByRole('listitem');
  expect(written.map(({ textContent }) => textContent)).toEqual([
    '在庫を確認しました',
    '本日お送りします',
    'Note · 倉庫に確認',
  ]);
  expect(screen.getByText('1 needs you')).toBeTruthy();
});

it('[CV3] sending all carries what was shown and the owner’s epoch of now', async () => {
  const desk = show(stopped);
  await press('Send all');
  expect(desk.decided).toEqual([
    {
      act: 'insist',
      conversationId: IDS.conversation,
      known: { epoch: CONVERSATION.epoch, seen: { [IDS.customer]: 9 } },
    },
  ]);
});

it('[CV4] changing them puts replies and notes into their drafts, and only then takes the queue away', async () => {
  const desk = show(stopped);
  await press('Change them');
  await waitFor(() => expect(field().value).toBe('在庫を確認しました\n\n本日お送りします'));
  expect(desk.decided).toEqual([{ act: 'discard', conversationId: IDS.conversation }]);
  await userEvent.click(screen.getByRole('button', { name: 'Note' }));
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Note' }).value).toBe('倉庫に確認');
});

it('discards when told to, and asks nothing while the queue only waits', async () => {
  const desk = show(stopped);
  await press('Discard');
  expect(desk.decided).toEqual([{ act: 'discard', conversationId: IDS.conversation }]);
  cleanup();
  show({ ...stopped, stopped: null });
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(screen.getByText('3 to send')).toBeTruthy();
});
