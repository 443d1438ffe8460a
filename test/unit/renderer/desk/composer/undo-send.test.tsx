import { QueryClient } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionView } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import { Composer } from '#renderer/desk/features/composer/index.ts';
import { OutboxStatus, UndoAnywhere } from '#renderer/desk/features/outbox/index.ts';
import { type FakeDesk, type FakeSend, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import type { QueuedCommand } from '#renderer/state/outbox-state.ts';
import type { Settings } from '#shared/ipc/settings.ts';
import { renderPart } from '#test/support/render-part.tsx';

const SENT: QueuedCommand = {
  id: '0199a000-0000-7000-8000-000000000701',
  name: 'message:send',
  conversationId: IDS.conversation,
  customerId: IDS.customer,
  input: { text: '本日お送りします' },
  at: new Date().toISOString(),
};
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const waitingDesk = (over: Partial<QueuedCommand>, connection?: ConnectionView) =>
  fakeDesk({
    ...(connection && { connection }),
    outbox: new Map([
      [IDS.conversation, { conversationId: IDS.conversation, commands: [{ ...SENT, ...over }], stopped: null }],
    ]),
  });

function show(desk: FakeDesk, sendDelay: Settings['sendDelay'] = 'team') {
  const settings = createSettingsStore(window.localStorage, null);
  settings.change({ locale: 'en', sendDelay });
  render(
    <App settings={settings} queryClient={new QueryClient()}>
      <DeskClientProvider client={desk.client}>
        <Composer conversationId={IDS.conversation} />
      </DeskClientProvider>
    </App>,
  );
}
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Reply in chat/ });
const sends = (desk: FakeDesk) =>
  desk.sent.filter(({ name }) => name === 'message:send').map(({ input }) => input as { format?: unknown });

beforeEach(() => {
  window.localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('what was just sent', () => {
  it('counts down in sight, takes no focus, and is taken back by a key', async () => {
    const desk = waitingDesk({ at: inSeconds(-5), notBefore: inSeconds(10) });
    show(desk);
    const strip = screen.getByRole('region', { name: 'Just sent' });
    expect(strip.textContent).toMatch(/Leaves in (?:[1-9]|10) s/);
    expect(strip.textContent).toContain('本日お送りします');
    expect(strip.contains(document.activeElement)).toBe(false);
    await userEvent.keyboard('{Alt>}z{/Alt}');
    expect(desk.decided).toEqual([{ act: 'undo', conversationId: IDS.conversation }]);
  });

  it('shows nothing once its time is over', () => {
    show(waitingDesk({ at: inSeconds(-20), notBefore: inSeconds(-5) }));
    expect(screen.queryByRole('region', { name: 'Just sent' })).toBeNull();
  });

  it('is taken back from wherever one has gone on to, and leads back there', async () => {
    window.location.hash = '#/inbox/mine';
    const desk = waitingDesk({ at: inSeconds(-5), notBefore: inSeconds(10) });
    renderPart(desk.client, <UndoAnywhere />);
    expect(screen.getByRole('button').textContent).toMatch(/Take back .*\b(?:[1-9]|10) s/);
    await userEvent.keyboard('{Alt>}z{/Alt}');
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/mine/c/${IDS.conversation}`));
    expect(desk.decided).toEqual([{ act: 'undo', conversationId: IDS.conversation }]);
    window.location.hash = '';
  });

  it('taken back while a note is written, is in sight: the reply is what one writes then', async () => {
    const desk = waitingDesk({ at: inSeconds(-5), notBefore: inSeconds(10) });
    show(desk);
    await userEvent.keyboard('{Control>}{Shift>}m{/Shift}{/Control}');
    expect(screen.queryByRole('textbox', { name: /Reply in chat/ })).toBeNull();
    await userEvent.keyboard('{Alt>}z{/Alt}');
    await waitFor(() => expect(document.activeElement).toBe(field()));
  });

  it('is not said to wait for the hub while there is a line; without one it is', () => {
    const desk = waitingDesk({ notBefore: inSeconds(10) });
    renderPart(desk.client, <OutboxStatus />);
    expect(screen.queryByRole('status')).toBeNull();
    cleanup();
    const offline = waitingDesk({ notBefore: inSeconds(10) }, { state: 'offline', completeUpTo: null, problem: null });
    renderPart(offline.client, <OutboxStatus />);
    expect(screen.getByRole('status').textContent).toBe('1 to send');
  });

  it('[SY5] taken back, is the draft’s again before it goes from disk; also after a crash in between', async () => {
    const desk = waitingDesk({ undone: true, notBefore: inSeconds(10) });
    show(desk);
    await waitFor(() => expect(field().value).toBe('本日お送りします'));
    await waitFor(() => expect(desk.decided).toEqual([{ act: 'drop', conversationId: IDS.conversation }]));
    expect(screen.queryByRole('region', { name: 'Just sent' })).toBeNull();
  });
});

describe('an address that is not the thread’s', () => {
  const asksOnce: FakeSend = (name, input) => {
    if (name !== 'message:send') return { ok: true, data: { revision: 1 } };
    const { format } = input as { format?: { confirmed?: string[] } };
    return format?.confirmed === undefined
      ? refused('address_unknown', 'no', { addresses: ['wrong@elsewhere.example'] })
      : { ok: true, data: {} };
  };
  const question = () => screen.findByRole('alertdialog', { name: 'Not of this thread' });

  it('is shown and asked about; confirmed, it is sent and remembered with the draft', async () => {
    const desk = fakeDesk({ send: asksOnce });
    show(desk);
    await userEvent.type(field(), 'お調べします');
    await userEvent.click(screen.getByRole('button', { name: /^Send/ }));
    const asked = await question();
    expect(asked.textContent).toContain('wrong@elsewhere.example');
    expect(field().value).toBe('お調べします');
    await userEvent.click(within(asked).getByRole('button', { name: 'Send to them too' }));
    await waitFor(() => expect(sends(desk)).toHaveLength(2));
    expect(sends(desk)[1]?.format).toEqual({ confirmed: ['wrong@elsewhere.example'] });
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('is asked about once, however often one presses meanwhile: what is typed in between is not sent by itself', async () => {
    let answer: (() => void) | undefined;
    let told = false;
    const asked: string[] = [];
    const facts = {
      channel: 'chat',
      textLimit: 20_000,
      files: null,
      rich: false,
      senders: [],
      cc: ['cc@elsewhere.example'],
      notices: [],
    };
    const desk = fakeDesk({
      ask: (name) => {
        if (name === 'conversation.sending') {
          told = true;
          return facts;
        }
        if (name !== 'address.unknown') return undefined;
        asked.push(name);
        return new Promise((resolve) => {
          answer = () => resolve({ addresses: [] });
        });
      },
    });
    show(desk, 'always');
    await waitFor(() => expect(told).toBe(true));
    await userEvent.type(field(), 'お調べします');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(asked).toHaveLength(1);
    answer?.();
  });

  it('may be corrected instead: nothing is sent, and every word stays', async () => {
    const desk = fakeDesk({ send: asksOnce });
    show(desk);
    await userEvent.type(field(), 'お調べします');
    await userEvent.click(screen.getByRole('button', { name: /^Send/ }));
    await userEvent.click(within(await question()).getByRole('button', { name: 'Change' }));
    expect(sends(desk)).toHaveLength(1);
    expect(field().value).toBe('お調べします');
  });
});
