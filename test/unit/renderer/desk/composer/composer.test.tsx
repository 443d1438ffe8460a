import { QueryClient } from '@tanstack/react-query';
import { act, cleanup, createEvent, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import { Composer } from '#renderer/desk/features/composer/index.ts';
import { CONVERSATION, type FakeDesk, fakeDesk, IDS, itemSaid, refused } from '#renderer/desk/stories/fake-desk.ts';
import { stampedAt } from '#test/support/render-part.tsx';

function show(desk: FakeDesk, conversationId: string = IDS.conversation) {
  const settings = createSettingsStore(window.localStorage, null);
  settings.change({ locale: 'en' });
  const at = (id: string) => (
    <App settings={settings} queryClient={new QueryClient()}>
      <DeskClientProvider client={desk.client}>
        <Composer conversationId={id} />
      </DeskClientProvider>
    </App>
  );
  const view = render(at(conversationId));
  return { ...view, goTo: (id: string) => view.rerender(at(id)) };
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Reply in chat|Note/ });
const sentOf = (desk: FakeDesk, name: string) => desk.sent.filter((one) => one.name === name).map((one) => one.input);
const chord = { key: 'Enter', ctrlKey: true };
const option = (name: RegExp) => screen.findByRole('option', { name });

beforeEach(() => {
  window.localStorage.clear();
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('sending', () => {
  it('is by the chord; Enter alone is a new line', async () => {
    const desk = fakeDesk();
    show(desk);
    await userEvent.type(field(), 'はい{Enter}どうぞ');
    expect(field().value).toBe('はい\nどうぞ');
    expect(sentOf(desk, 'message:send')).toEqual([]);
    fireEvent.keyDown(field(), chord);
    await waitFor(() => expect(field().value).toBe(''));
    expect(sentOf(desk, 'message:send')).toEqual([
      { conversationId: IDS.conversation, epoch: 3, text: 'はい\nどうぞ', seen: {} },
    ]);
  });

  it('[DK3] is never by an Enter of the IME: while composing, with key code 229, or right after the conversion', async () => {
    const desk = fakeDesk();
    show(desk);
    fireEvent.compositionStart(field());
    fireEvent.change(field(), { target: { value: 'へんぴん' } });
    fireEvent.keyDown(field(), { ...chord, isComposing: true });
    fireEvent.keyDown(field(), { ...chord, keyCode: 229 });
    const endedAt = performance.now();
    fireEvent(field(), stampedAt(endedAt, createEvent.compositionEnd(field(), { data: '返品' })));
    // The key that ended the conversion comes after it, on some systems.
    fireEvent(field(), stampedAt(endedAt + 10, createEvent.keyDown(field(), chord)));
    expect(sentOf(desk, 'message:send')).toEqual([]);
  });

  it('happens once for a chord pressed twice, and typing goes on meanwhile', async () => {
    let answer: (value: { ok: true; data: unknown }) => void = () => undefined;
    const desk = fakeDesk({
      send: (name) =>
        name === 'message:send'
          ? new Promise((resolve) => {
              answer = resolve;
            })
          : { ok: true, data: { revision: (name === 'draft:save' && 99) || 0 } },
    });
    show(desk);
    await userEvent.type(field(), 'one');
    fireEvent.keyDown(field(), chord);
    fireEvent.keyDown(field(), chord);
    await userEvent.type(field(), 'two');
    fireEvent.keyDown(field(), chord);
    expect(sentOf(desk, 'message:send')).toHaveLength(1);
    await act(async () => answer({ ok: true, data: {} }));
    expect(field().value).toBe('two');
  });

  it('[CV4] refused for another owner, offline or else, says why and keeps every word', async () => {
    const desk = fakeDesk({
      send: (name) =>
        name === 'message:send'
          ? refused('not_owner', 'This conversation is with Kimura now. Nothing was sent.')
          : { ok: true, data: { revision: 1 } },
    });
    show(desk);
    await userEvent.type(field(), 'kept');
    await userEvent.click(screen.getByRole('button', { name: /Send/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('is with Kimura now');
    expect(field().value).toBe('kept');
  });

  it('waits for what is not filled in, and shows where it is', async () => {
    const desk = fakeDesk();
    show(desk);
    await userEvent.type(field(), '番号{{order}です');
    fireEvent.keyDown(field(), chord);
    expect(sentOf(desk, 'message:send')).toEqual([]);
    expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe('{order}');
    expect(screen.getByText(/Not filled in yet: {order}/)).toBeTruthy();
  });
});

describe('[CV3] a send that missed something', () => {
  const stale = () => {
    let isFirst = true;
    return fakeDesk({
      send: (name) => {
        if (name !== 'message:send' || !isFirst) return { ok: true, data: { revision: 1 } };
        isFirst = false;
        return refused('stale', 'stale', {
          items: [itemSaid(7, 'やはり銀座店で受け取れますか？')],
          conversation: CONVERSATION,
        });
      },
    });
  };
  const sendOnce = async (desk: FakeDesk) => {
    show(desk);
    await userEvent.type(field(), 'answer');
    fireEvent.keyDown(field(), chord);
    return screen.findByRole('alertdialog');
  };

  it('shows what came and keeps the words; insisting is a new command that has seen it', async () => {
    const desk = stale();
    const panel = await sendOnce(desk);
    expect(within(panel).getByText('やはり銀座店で受け取れますか？')).toBeTruthy();
    expect(field().value).toBe('answer');
    await userEvent.click(within(panel).getByRole('button', { name: 'Send anyway' }));
    const [, second] = sentOf(desk, 'message:send');
    expect(second).toMatchObject({ text: 'answer', seen: { [IDS.customer]: 7 } });
    await waitFor(() => expect(field().value).toBe(''));
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('can be changed, with the focus in the field, or thrown away', async () => {
    const panel = await sendOnce(stale());
    await userEvent.click(within(panel).getByRole('button', { name: 'Change it' }));
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe('answer');
    cleanup();
    const again = await sendOnce(stale());
    await userEvent.click(within(again).getByRole('button', { name: 'Discard' }));
    expect(field().value).toBe('');
  });
});

describe('[TL5] a note', () => {
  it('goes by another command, names colleagues, and says that the customer does not see it', async () => {
    const desk = fakeDesk();
    show(desk);
    await userEvent.type(field(), 'to the customer');
    fireEvent.keyDown(field(), { key: 'm', ctrlKey: true, shiftKey: true });
    expect(field().value).toBe('');
    expect(screen.getByText('Note — only colleagues see this')).toBeTruthy();
    await userEvent.type(field(), '確認お願いします@きむ');
    expect(screen.queryByRole('option')).toBeNull();
    await userEvent.type(field(), '{Backspace}{Backspace}木村');
    await option(/木村 拓/);
    await userEvent.keyboard('{Enter}');
    expect(field().value).toBe('確認お願いします@木村 拓 ');
    fireEvent.keyDown(field(), chord);
    await waitFor(() => expect(field().value).toBe(''));
    expect(sentOf(desk, 'message:send')).toEqual([]);
    expect(sentOf(desk, 'note:add')).toEqual([
      {
        conversationId: IDS.conversation,
        customerId: IDS.customer,
        text: '確認お願いします@木村 拓 ',
        mentions: [IDS.kimura],
      },
    ]);
    fireEvent.keyDown(field(), { key: 'm', ctrlKey: true, shiftKey: true });
    expect(field().value).toBe('to the customer');
  });

  it('is offered where someone is mentioned in a reply', async () => {
    show(fakeDesk());
    await userEvent.type(field(), 'ok @');
    await userEvent.click(await option(/Mention a colleague in a note/));
    expect(screen.getByText('Note — only colleagues see this')).toBeTruthy();
    expect(field().value).toBe('@');
  });

  it('stays possible where one can not answer', async () => {
    const desk = fakeDesk({
      conversation: { ...CONVERSATION, owner: { type: 'agent', id: IDS.kimura, name: '木村 拓' } },
    });
    show(desk);
    expect(field().readOnly).toBe(true);
    expect(screen.getByText(/木村 拓 owns this conversation/)).toBeTruthy();
    fireEvent.keyDown(document.body, { key: 'm', ctrlKey: true, shiftKey: true });
    await userEvent.type(field(), 'seen');
    fireEvent.keyDown(field(), chord);
    await waitFor(() => expect(sentOf(desk, 'note:add')).toHaveLength(1));
  });
});

describe('saved replies', () => {
  it('open by the sign, are walked by arrows and taken by Tab, filled', async () => {
    show(fakeDesk());
    await userEvent.type(field(), '/');
    expect(await screen.findAllByRole('option')).toHaveLength(3);
    const active = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '');
    expect(active()?.textContent).toContain('はじめのご挨拶');
    await userEvent.keyboard('{ArrowDown}');
    expect(active()?.textContent).toContain('返品のご案内');
    await userEvent.keyboard('{ArrowUp}{Tab}');
    expect(field().value).toBe('佐藤 美咲様、ノースロースタリーの青山でございます。ご連絡ありがとうございます。');
    expect(screen.queryByRole('option')).toBeNull();
  });

  it('close by Escape until the next sign', async () => {
    show(fakeDesk());
    await userEvent.type(field(), '/h');
    await screen.findAllByRole('option');
    await userEvent.keyboard('{Escape}e');
    expect(screen.queryByRole('option')).toBeNull();
    expect(field().value).toBe('/he');
  });

  it('[DK3] do not open while an IME composes, nor take its Enter; they do once it has ended', async () => {
    show(fakeDesk());
    field().focus();
    fireEvent.compositionStart(field());
    fireEvent.change(field(), { target: { value: '／へんぴん' } });
    fireEvent.select(field());
    expect(screen.queryByRole('option')).toBeNull();
    fireEvent.change(field(), { target: { value: '／返品' } });
    const endedAt = performance.now();
    fireEvent(field(), stampedAt(endedAt, createEvent.compositionEnd(field(), { data: '／返品' })));
    await option(/返品のご案内/);
    // The Enter that ended the conversion, after compositionend.
    fireEvent(field(), stampedAt(endedAt + 10, createEvent.keyDown(field(), { key: 'Enter' })));
    expect(field().value).toBe('／返品');
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 });
    expect(field().value).toBe('／返品');
    await new Promise((resolve) => setTimeout(resolve, 60));
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(field().value).toContain('返品を承ります');
  });
});

describe('[CV4] drafts', () => {
  it('are saved when the typing rests, with a rising revision, and loaded on opening', async () => {
    const desk = fakeDesk({
      ask: (name) =>
        name === 'drafts.list'
          ? { drafts: [{ mode: 'reply', text: 'from before', revision: 4, savedAt: '2025-11-17T04:50:00.000Z' }] }
          : undefined,
    });
    show(desk);
    await waitFor(() => expect(field().value).toBe('from before'));
    // At one go: nothing is due in between, however slow this machine is.
    for (const more of ['?', '?!', '!']) fireEvent.change(field(), { target: { value: `from before${more}` } });
    expect(sentOf(desk, 'draft:save')).toEqual([]);
    await waitFor(() => expect(sentOf(desk, 'draft:save').length).toBeGreaterThan(0));
    expect(sentOf(desk, 'draft:save')).toMatchObject([{ text: 'from before!', revision: 5, mode: 'reply' }]);
  });

  it('never mix: another conversation has its own, and the first is there again', async () => {
    const desk = fakeDesk();
    const view = show(desk);
    await userEvent.type(field(), 'for the first');
    view.goTo(IDS.other);
    expect(field().value).toBe('');
    await userEvent.type(field(), 'for the other');
    view.goTo(IDS.conversation);
    expect(field().value).toBe('for the first');
    const saved = sentOf(desk, 'draft:save') as { conversationId: string; text: string }[];
    expect(saved).toContainEqual(expect.objectContaining({ conversationId: IDS.conversation, text: 'for the first' }));
    expect(saved).toContainEqual(expect.objectContaining({ conversationId: IDS.other, text: 'for the other' }));
  });

  it('are emptied on the hub once sent, and come after a later revision that it holds', async () => {
    const desk = fakeDesk({
      send: (name, input) =>
        name === 'draft:save'
          ? { ok: true, data: { revision: Math.max(9, (input as { revision: number }).revision) } }
          : { ok: true, data: {} },
    });
    show(desk);
    await userEvent.type(field(), 'sent');
    fireEvent.keyDown(field(), chord);
    await waitFor(() => expect(sentOf(desk, 'draft:save').at(-1)).toMatchObject({ text: '', revision: 10 }));
  });
});

describe('files', () => {
  const photo = new File(['x'], 'crack.png', { type: 'image/png' });

  it('go up when pasted, say why when they do not, and are tried again', async () => {
    let tries = 0;
    const desk = fakeDesk({
      upload: async () => {
        tries += 1;
        return tries === 1
          ? refused('too_large', 'This is too large.')
          : {
              ok: true,
              data: { blobId: IDS.kimura, name: 'crack.png', mime: 'application/pdf', size: 1 },
            };
      },
    });
    show(desk);
    fireEvent.paste(field(), { clipboardData: { files: [photo], types: ['Files'] } });
    expect(await screen.findByText('This is too large.')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Try again: crack.png' }));
    await waitFor(() => expect(screen.queryByText('This is too large.')).toBeNull());
    fireEvent.keyDown(field(), chord);
    await waitFor(() =>
      expect(sentOf(desk, 'message:send')).toEqual([
        expect.objectContaining({ text: '', attachments: [expect.objectContaining({ name: 'crack.png' })] }),
      ]),
    );
  });
});

describe('who else writes', () => {
  it('[CV3] is told with what they write; the customer’s typing stands below', () => {
    const signal = { customerId: IDS.customer, conversationId: IDS.conversation, active: true, forMs: 1e9 };
    const desk = fakeDesk({
      typing: [
        { signal: { ...signal, by: 'agent', agentId: IDS.kimura, name: '木村 拓', mode: 'reply' }, until: 1e15 },
        { signal: { ...signal, by: 'agent', agentId: IDS.mei, name: 'Mei', mode: 'note' }, until: 1e15 },
        { signal: { ...signal, by: 'customer', mode: 'reply' }, until: 1e15 },
      ],
    });
    show(desk);
    expect(screen.getByText('木村 拓 is writing to this customer · Mei is writing a note')).toBeTruthy();
    expect(screen.getByText(/is typing…/)).toBeTruthy();
  });
});
