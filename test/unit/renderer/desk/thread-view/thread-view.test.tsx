import { act, cleanup, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { PendingCommand, ThreadView as View } from '#renderer/data/client/desk-client-types.ts';
import { seenNow } from '#renderer/desk/app/seen.ts';
import { showItem, useShowItem } from '#renderer/desk/app/show-item.ts';
import { ThreadToolsSlot } from '#renderer/desk/app/thread-tools.tsx';
import { ThreadView } from '#renderer/desk/features/thread-view/index.ts';
import { fakeDesk, IDS, itemSaid } from '#renderer/desk/stories/fake-desk.ts';
import { emptyThread, type ThreadState } from '#renderer/state/thread-state.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const items = (count: number, from = 1) =>
  Array.from({ length: count }, (_, n) =>
    itemSaid(from + n, `words ${from + n}`, {
      occurredAt: new Date(Date.UTC(2025, 10, 17, 4, (from + n) * 3)).toISOString(),
      receivedAt: new Date(Date.UTC(2025, 10, 17, 4, (from + n) * 3)).toISOString(),
    }),
  );

type Parts = {
  readonly thread?: Partial<ThreadState>;
  readonly view?: Partial<View>;
  readonly pending?: readonly PendingCommand[];
};

function show({ thread, view, pending = [] }: Parts) {
  const desk = fakeDesk();
  const state = createStore<View>(() => ({
    state: 'ready',
    error: null,
    loading: null,
    thread: { ...emptyThread(IDS.customer), ...thread },
    ...view,
  }));
  const door = {
    view: state,
    retry: vi.fn(),
    loadOlder: vi.fn(),
    loadNewer: vi.fn(),
    jump: vi.fn(),
    filter: vi.fn(),
    close: vi.fn(),
  };
  const commands = { store: createStore(() => pending), retry: vi.fn(), discard: vi.fn() };
  const client = { ...desk.client, openThread: () => door, pending: commands };
  const shown = renderPart(
    client,
    <>
      <ThreadToolsSlot />
      <ThreadView customerId={IDS.customer} conversationId={IDS.conversation} banner={<p>the banner</p>} />
    </>,
  );
  return { ...desk, ...shown, state, door, commands };
}

const saidOnScreen = () => screen.queryAllByText(/^words \d+$/).length;

describe('thread', () => {
  beforeEach(() => {
    fillJsdom();
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(700);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(60);
    Element.prototype.scrollTo = vi.fn();
  });
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    useShowItem.setState({ target: null });
  });

  it('shows a thread as a log with a name, its tools and its banner, with nothing that axe minds', async () => {
    const { container } = show({ thread: { items: items(3) } });
    expect(screen.getByRole('log', { name: /^Thread of/ }).getAttribute('tabindex')).toBe('0');
    expect(screen.getByText('the banner')).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('keeps no more than a hundred rows of a long thread in the page', () => {
    const { container } = show({ thread: { items: items(2000) } });
    expect(container.querySelectorAll('[data-index]').length).toBeLessThanOrEqual(100);
    expect(container.querySelectorAll('[data-index]').length).toBeGreaterThan(0);
  });

  it('waits, says that nothing is there, and says what failed with the way on', async () => {
    show({ view: { state: 'loading' } });
    expect(screen.getByText('Loading the thread')).toBeTruthy();
    cleanup();
    show({});
    expect(screen.getByText('Nothing has happened yet')).toBeTruthy();
    cleanup();
    const { door } = show({ view: { state: 'error' } });
    await userEvent.setup().click(screen.getByRole('button', { name: 'Try again' }));
    expect(door.retry).toHaveBeenCalledOnce();
  });

  it('shows a failed send at the end, to be tried again or discarded', async () => {
    const input = { conversationId: IDS.conversation, epoch: 3, text: '送れなかった', seen: {} };
    const at = '2025-11-17T05:00:00.000Z';
    const failed: PendingCommand = { id: IDS.other, name: 'message:send', input, state: 'failed', at };
    const { commands } = show({ pending: [failed] });
    const user = userEvent.setup();
    expect(screen.getByText('送れなかった')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(commands.retry).toHaveBeenCalledWith(IDS.other);
    expect(commands.discard).toHaveBeenCalledWith(IDS.other);
  });

  it('asks the hub for an item that is not loaded, once, and takes the wish as met', () => {
    const { door } = show({ thread: { items: items(3, 50) } });
    act(() => showItem({ customerId: IDS.customer, seq: 7 }));
    expect(door.jump).toHaveBeenCalledExactlyOnceWith({ at: 'item', customerId: IDS.customer, seq: 7 });
    expect(useShowItem.getState().target).toBeNull();
  });

  it('goes to a day of the workspace', async () => {
    const user = userEvent.setup();
    const { door } = show({ thread: { items: items(3) } });
    await user.click(screen.getByRole('button', { name: 'Go to a date' }));
    await user.type(await screen.findByLabelText('Date'), '2025-10-02');
    await user.click(screen.getByRole('button', { name: 'Go' }));
    expect(door.jump).toHaveBeenCalledWith({ at: 'date', date: '2025-10-01T15:00:00.000Z' });
  });

  it('[CV3] counts what stood on the focused screen for 1.5 s as seen, and tells the customer of one’s own', async () => {
    vi.useFakeTimers();
    const hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    const { sent } = show({ thread: { items: items(3, 60) } });
    expect(saidOnScreen()).toBe(3);
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(seenNow(IDS.customer)).toEqual({});
    hasFocus.mockReturnValue(true);
    window.dispatchEvent(new Event('focus'));
    await act(() => vi.advanceTimersByTimeAsync(1400));
    expect(seenNow(IDS.customer)).toEqual({});
    await act(() => vi.advanceTimersByTimeAsync(200));
    expect(seenNow(IDS.customer)).toEqual({ [IDS.customer]: 62 });
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(sent.filter(({ name }) => name === 'thread:mark-read')).toEqual([
      {
        name: 'thread:mark-read',
        input: { conversationId: IDS.conversation, customerId: IDS.customer, seq: 62 },
      },
    ]);
  });
});
