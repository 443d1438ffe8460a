import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { InboxPart } from '#renderer/desk/features/inbox-list/index.ts';
import { type FakeSend, fakeDesk, IDS, refused } from '#renderer/desk/stories/fake-desk.ts';
import { EMPTY_INBOX, type InboxState } from '#renderer/state/inbox-state.ts';
import { installShortcuts } from '#renderer/ui/shortcuts.ts';
import type { InboxRow, InboxTab } from '#shared/domain/conversation.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';
import { inboxRow } from './rows.ts';

const id = (n: number): string => `0199b000-0000-7000-8000-0000000000${n + 10}`;
const row = (n: number, customerName: string, rest: Partial<InboxRow> = {}) =>
  inboxRow({ conversationId: id(n), number: 100 + n, customerName, ...rest });
const queue = { type: 'team', id: IDS.team, name: 'チャット' } as const;

const stateOf = (rows: readonly InboxRow[], tab: InboxTab): InboxState => ({
  ...EMPTY_INBOX,
  rows: new Map(rows.map((one) => [one.conversationId, one])),
  tabs: { [tab]: { state: 'ready', next: null } },
  counts: { ...EMPTY_INBOX.counts, [tab]: rows.length },
});

function show(state: InboxState, tab: InboxTab, conversationId: string | null = null, send?: FakeSend) {
  const desk = fakeDesk(send && { send });
  const store = createStore(() => state);
  const inbox = { store, load: vi.fn(), loadMore: vi.fn() };
  const client = { ...desk.client, inbox } as unknown as DeskClient;
  const offerSlot = <textarea aria-label="reply" />;
  const { container } = renderPart(
    client,
    <InboxPart tab={tab} conversationId={conversationId} offerSlot={offerSlot} />,
  );
  const change = (rows: readonly InboxRow[]) => act(() => store.setState(stateOf(rows, tab)));
  return { ...desk, inbox, container, change };
}

const names = (): (string | null | undefined)[] =>
  screen.getAllByRole('listitem').map((item) => within(item).queryByRole('button')?.children[1]?.textContent);
const rowOf = (name: string) => screen.getByRole('button', { name: new RegExp(name) });

describe('the inbox', () => {
  let stop: () => void;
  beforeEach(() => {
    fillJsdom();
    stop = installShortcuts(window);
    window.location.hash = '#/inbox/mine';
  });
  afterEach(() => {
    stop();
    cleanup();
    vi.unstubAllGlobals();
  });

  const three = [
    row(1, 'Ava Moore', { section: 'needs_reply' }),
    row(2, '佐藤 美咲'),
    row(3, '', { section: 'checking' }),
  ];

  it('shows the rows under their sections, a nameless customer too', async () => {
    const { container } = show(stateOf(three, 'mine'), 'mine', id(2));
    const headings = screen.getAllByRole('heading').map((heading) => heading.textContent);
    expect(headings).toEqual(['Live 1', 'Needs a reply 1', 'Checking with others 1']);
    expect(names().filter(Boolean)).toEqual(['佐藤 美咲', 'Ava Moore', 'Name unknown']);
    expect(rowOf('佐藤').getAttribute('aria-current')).toBe('true');
    expect(screen.getByRole('tab', { name: 'Mine 3' })).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it('says that a tab is empty, loading, or failed', async () => {
    show(stateOf([], 'mine'), 'mine');
    expect(screen.getByText('Nothing is waiting for you')).toBeTruthy();
    cleanup();
    show(EMPTY_INBOX, 'team');
    expect(screen.getByRole('status').textContent).toBe('Loading');
    cleanup();
    const error = { code: 'unavailable', message: 'The hub is not ready.', retryable: true } as const;
    const { inbox } = show({ ...EMPTY_INBOX, tabs: { all: { state: 'error', error } } }, 'all');
    inbox.load.mockClear();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(inbox.load).toHaveBeenCalledWith('all');
  });

  it('opens a row, and another tab beside the open conversation', async () => {
    show(stateOf(three, 'mine'), 'mine');
    await userEvent.click(rowOf('Ava'));
    expect(window.location.hash).toBe(`#/inbox/mine/c/${id(1)}`);
    await userEvent.click(screen.getByRole('tab', { name: /All/ }));
    expect(window.location.hash).toBe(`#/inbox/all/c/${id(1)}`);
  });

  it('goes to the next and the previous one by chord, and leaves the focus where it is', () => {
    show(stateOf(three, 'mine'), 'mine', id(2));
    const field = screen.getByLabelText('reply');
    field.focus();
    fireEvent.keyDown(field, { key: 'ArrowDown', altKey: true });
    expect(window.location.hash).toBe(`#/inbox/mine/c/${id(1)}`);
    expect(document.activeElement).toBe(field);
    window.location.hash = '#/inbox/mine';
    fireEvent.keyDown(field, { key: 'ArrowUp', altKey: true });
    expect(window.location.hash).toBe('#/inbox/mine');
  });

  it('moves nothing while the pointer is in the list', () => {
    const { change } = show(stateOf(three, 'mine'), 'mine');
    fireEvent.pointerOver(rowOf('Ava'), { pointerType: 'mouse' });
    change([row(1, 'Ava Moore', { preview: 'Hello again' }), row(4, 'New One'), row(3, '', { section: 'checking' })]);
    expect(names().filter(Boolean)).toEqual(['佐藤 美咲', 'Ava Moore', 'Name unknown']);
    expect(rowOf('Ava').textContent).toContain('Hello again');
    fireEvent.click(screen.getByRole('button', { name: '1 new' }));
    expect(names().filter(Boolean)).toEqual(['Ava Moore', 'New One', 'Name unknown']);
  });

  it('takes one from the team’s queue and opens it; who was first is said', async () => {
    const queued = [row(1, 'Ava Moore', { owner: queue })];
    const { sent } = show(stateOf(queued, 'team'), 'team');
    await userEvent.click(screen.getByRole('button', { name: 'Take #101' }));
    expect(sent).toEqual([{ name: 'conversation:claim', input: { conversationId: id(1), epoch: 3 } }]);
    await waitFor(() => expect(window.location.hash).toBe(`#/inbox/team/c/${id(1)}`));
    cleanup();
    window.location.hash = '#/inbox/team';
    show(stateOf(queued, 'team'), 'team', null, () => refused('already_claimed', '木村 was first.'));
    await userEvent.click(screen.getByRole('button', { name: 'Take #101' }));
    expect((await screen.findAllByText('木村 was first.')).length).toBeGreaterThan(0);
    expect(window.location.hash).toBe(`#/inbox/team/c/${id(1)}`);
  });
});
