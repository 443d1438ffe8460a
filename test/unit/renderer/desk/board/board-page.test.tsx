import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import type { BoardView } from '#renderer/data/client/board-view.ts';
import { BoardPage } from '#renderer/desk/features/board/index.ts';
import { fakeDesk, IDS } from '#renderer/desk/stories/fake-desk.ts';
import type { BoardTeam } from '#shared/domain/board.ts';
import type { Locale } from '#shared/domain/people.ts';
import { aBoard, aBoardAgent, aBoardHandoff, aQueue, BOARD_NOW, BOARD_TEAMS } from '#test/support/factories/board.ts';
import { axeFindings, fillJsdom, renderPart } from '#test/support/render-part.tsx';

const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

const floor = ({ chats = 2, lines = 7 } = {}) =>
  aBoard({
    now: new Date(),
    queues: [
      aQueue({ waiting: chats, waitingSince: at(-78), answered: 10, inTime: 9 }),
      aQueue({ channel: 'email', waiting: 18, pastDue: 1, dues: [at(2), at(500)], targetSeconds: 14_400 }),
    ],
    otherQueues: [aQueue({ channel: 'line', waiting: lines })],
    agents: [
      aBoardAgent(1, { name: '青山', load: [{ channel: 'chat', count: 3 }], since: at(-720), done: 31 }),
      aBoardAgent(2, { name: 'Kimura', onCall: true, calls: 1, since: at(-1500) }),
    ],
    handoffs: [
      aBoardHandoff(1, { offeredAt: at(-606), acceptedAt: at(-600), decidedAt: at(-600) }),
      aBoardHandoff(2, { state: 'declined', decidedAt: at(-100) }),
    ],
  });

const ROW = {
  conversationId: '0199a000-0000-7000-8000-000000004001',
  number: 48_301,
  customerId: IDS.customer,
  customerName: 'Ava Moore',
  channel: 'chat',
  status: 'open',
  section: 'live',
  preview: 'Can you tell me when?',
  owner: { type: 'team', id: BOARD_TEAMS[0], name: 'Chat' },
  teamId: BOARD_TEAMS[0],
  epoch: 1,
  lastItemAt: at(-60),
  promises: [],
  priority: 'normal',
  bounces: 0,
};

function show({ rest = '', board = floor(), locale = 'en' as Locale, undecided = 0 } = {}) {
  const asked: unknown[] = [];
  const desk = fakeDesk({
    board: { board, error: null },
    ask: (name, input) => {
      if (name === 'escalation.list') {
        asked.push(input);
        return { rows: [], counts: { undecided, open: undecided } };
      }
      if (name !== 'board.behind') return undefined;
      asked.push(input);
      return { rows: [ROW], total: 1 };
    },
  });
  const now = (next: typeof board): void =>
    act(() => (desk.client.board.store as StoreApi<BoardView>).setState({ board: next }));
  return { asked, now, ...renderPart(desk.client, <BoardPage rest={rest} />, locale) };
}

beforeEach(() => {
  fillJsdom();
  location.hash = '';
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('the board', () => {
  it('says of each channel who waits, how long, and how the target was kept, in words that a screen reader says too', async () => {
    vi.setSystemTime(Date.now());
    const { container } = show();
    const chat = screen.getByTestId('queue-chat');
    expect(chat.textContent).toMatch(/Chat2 agents2waitinglongest 1:1890% in 1 min/);
    expect(screen.getByTestId('queue-email').textContent).toMatch(/18waiting1 past due/);
    expect(within(chat).getByRole('img').getAttribute('aria-label')).toBe(
      'Came in over twelve hours: 0, this half-hour: 0',
    );
    await screen.findByText('Nothing waits for a decision.');
    expect(await axeFindings(container)).toEqual([]);
  });

  it('counts what falls due by itself', async () => {
    vi.setSystemTime(Date.now());
    show();
    expect(screen.getByTestId('queue-email').textContent).toContain('1 past due');
    vi.setSystemTime(Date.now() + 3000);
    await waitFor(() => expect(screen.getByTestId('queue-email').textContent).toContain('2 past due'));
  });

  it('shows one team alone', () => {
    show({ rest: BOARD_TEAMS[1] });
    expect(screen.queryByTestId('queue-chat')).toBeNull();
    expect(screen.getByTestId('queue-line').textContent).toContain('7');
    expect(screen.getByText('Nobody is signed in.')).toBeTruthy();
  });

  it('counts what waits for a decision as the hub does, of the team that is shown', async () => {
    const { asked } = show({ rest: BOARD_TEAMS[1], undecided: 137 });
    expect(await screen.findByText('137 to decide')).toBeTruthy();
    expect(asked).toContainEqual({ show: 'open', teamId: BOARD_TEAMS[1] });
  });

  it('names each load, and marks who is long on a call', () => {
    show();
    const rows = within(screen.getByRole('table', { name: 'Agents' }))
      .getAllByRole('row')
      .slice(1);
    expect(rows.map((row) => within(row).getByRole('img').getAttribute('aria-label'))).toEqual([
      'Calls 1 of 1 (Phone 1); Chats 0 of 4; Mail 0 of 8',
      'Calls 0 of 1; Chats 3 of 4 (Chat 3); Mail 0 of 8',
    ]);
    expect(within(rows[0] as HTMLElement).getByText('25 min').className).toContain('text-bad');
  });

  it('opens what is behind a card by keyboard, and gives the focus back', async () => {
    const { asked } = show();
    const chat = screen.getByTestId('queue-chat');
    chat.focus();
    fireEvent.keyDown(chat, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(screen.getByTestId('queue-email'));
    fireEvent.keyDown(screen.getByTestId('queue-email'), { key: 'Home' });
    expect(document.activeElement).toBe(chat);
    fireEvent.click(chat);
    const panel = screen.getByRole('complementary', { name: 'Chat' });
    const row = await within(panel).findByRole('button', { name: /Ava Moore/ });
    expect(asked).toContainEqual({ of: 'queue', channel: 'chat', which: 'waiting' });
    fireEvent.click(row);
    expect(location.hash).toBe(`#/inbox/all/c/${ROW.conversationId}`);
    fireEvent.keyDown(panel, { key: 'Escape' });
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(document.activeElement).toBe(chat);
  });

  it('asks again for what is behind a card only when that channel changed', async () => {
    const before = floor();
    const { asked, now } = show({ board: before });
    const behind = () => asked.filter((input) => (input as { of?: string }).of === 'queue').length;
    fireEvent.click(screen.getByTestId('queue-chat'));
    await within(screen.getByRole('complementary')).findByRole('button', { name: /Ava Moore/ });
    const { teams } = floor({ lines: 8 });
    now({ ...before, teams: new Map([...before.teams, [BOARD_TEAMS[1], teams.get(BOARD_TEAMS[1]) as BoardTeam]]) });
    await act(() => new Promise((done) => setTimeout(done, 1200)));
    expect(behind()).toBe(1);
    now(floor({ chats: 3 }));
    await waitFor(() => expect(behind()).toBe(2));
  });

  it('leads from the flow to its handoffs', async () => {
    show();
    const chart = screen.getByRole('img', { name: 'Phone → Chat 1' });
    // Words stand beside the drawing, which is scaled to the room there is.
    expect(chart.querySelector('svg text')).toBeNull();
    expect(chart.textContent).toBe('Phone 1Chat 1');
    fireEvent.click(screen.getByRole('button', { name: 'All 2' }));
    const panel = screen.getByRole('complementary');
    expect(within(panel).getAllByRole('button')).toHaveLength(3);
    expect(panel.textContent).toContain('declined');
  });

  it('on a floor without anybody says so, in both languages', () => {
    show({ board: aBoard({ now: new Date() }), locale: 'ja' });
    expect(screen.getByText('まだ受付はありません')).toBeTruthy();
    expect(screen.getByText('直近1時間の引き継ぎはありません。')).toBeTruthy();
  });
});

describe('a screen on the wall', () => {
  it('shows the same figures, people by turns, names nobody who is a customer, and Escape leaves it', async () => {
    show({ rest: 'wall' });
    const wall = screen.getByRole('region', { name: 'Wallboard' });
    // Here nothing has a size, so that one of them fits: they come by turns.
    expect(wall.textContent).toMatch(/(青山|Kimura).*[12] of 2$/);
    expect(wall.textContent).not.toContain('Ava Moore');
    expect(await axeFindings(document.body)).toEqual([]);
    fireEvent.keyDown(document, { key: 'Escape' });
    expect(location.hash).toBe('#/page/board');
  });

  it('has the focus, keeps what it covers out of reach, and leaves a dialog over it its Escape', () => {
    const { container, unmount } = show({ rest: 'wall' });
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Wallboard' }));
    expect(container.hasAttribute('inert')).toBe(true);
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.dataset['shortcutScope'] = 'dialog';
    fireEvent.keyDown(dialog, { key: 'Escape' });
    dialog.remove();
    expect(location.hash).toBe('');
    unmount();
    expect(container.hasAttribute('inert')).toBe(false);
  });
});

it('its factories stand in the afternoon of a working day', () => {
  expect(BOARD_NOW.getTime()).toBeLessThan(Date.parse(aBoard().day.until));
});
