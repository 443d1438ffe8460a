import { describe, expect, it } from 'vitest';
import {
  agentRows,
  doingOf,
  flowOf,
  loadByKind,
  pastDueAt,
  placesByName,
  queueCards,
  staffing,
} from '#renderer/state/board-figures.ts';
import { applyBoardChange, barsUntil, isClockDoubtful, isOutdated } from '#renderer/state/board-state.ts';
import { type BoardChange, barOf } from '#shared/domain/board.ts';
import {
  aBoard,
  aBoardAgent,
  aBoardHandoff,
  ago,
  aQueue,
  BOARD_NOW,
  BOARD_TEAMS,
} from '#test/support/factories/board.ts';

const soon = (seconds: number): string => ago(-seconds);
const at = BOARD_NOW.toISOString();
const nothing = (over: Partial<BoardChange> = {}): BoardChange => ({
  day: aBoard().day,
  teams: [],
  agents: [],
  goneAgents: [],
  handoffs: [],
  escalations: false,
  ...over,
});
const apply = (state = aBoard(), change: Partial<BoardChange> = {}) =>
  applyBoardChange(state, nothing(change), { at, here: BOARD_NOW });

describe('[TL2] a change of the board', () => {
  it('replaces the rows it brings and leaves every other as the object it was', () => {
    const before = aBoard({ agents: [aBoardAgent(1), aBoardAgent(2)] });
    const [first, second] = [...before.agents.values()];
    const after = apply(before, { agents: [aBoardAgent(2, { done: 5 })] });
    expect(after?.agents.get(first?.id ?? '')).toBe(first);
    expect(after?.agents.get(second?.id ?? '')?.done).toBe(5);
    expect(after?.teams).toBe(before.teams);
  });

  it('takes away who has left', () => {
    const before = aBoard({ agents: [aBoardAgent(1), aBoardAgent(2)] });
    expect([...(apply(before, { goneAgents: [aBoardAgent(1).id] })?.agents.keys() ?? [])]).toEqual([aBoardAgent(2).id]);
  });

  it('of another day is not applied: everything of today begins anew', () => {
    const { from, until } = aBoard().day;
    expect(apply(aBoard(), { day: { from: until, until: soon(86_400) } })).toBeNull();
    expect(apply(aBoard(), { day: { from, until } })).not.toBeNull();
  });

  it('tells that escalations are to be asked for, and moves the clock only ahead, when it was set', () => {
    const before = aBoard();
    expect(apply(before, { escalations: true })?.escalations).toBe(before.escalations + 1);
    const late = applyBoardChange(before, nothing(), { at, here: new Date(BOARD_NOW.getTime() + 900) });
    expect(late?.aheadMs).toBe(0);
    const set = applyBoardChange(before, nothing(), { at, here: new Date(BOARD_NOW.getTime() - 90_000) });
    expect(set?.aheadMs).toBe(90_000);
  });

  it('that is caught up on long after it happened leaves the clock alone, and has it asked for', () => {
    const moment = (lateMs: number) => ({ at, here: new Date(BOARD_NOW.getTime() + lateMs) });
    expect(applyBoardChange(aBoard(), nothing(), moment(20 * 60_000))?.aheadMs).toBe(0);
    expect([900, 20 * 60_000].map((lateMs) => isClockDoubtful(aBoard(), moment(lateMs)))).toEqual([false, true]);
  });
});

describe('what follows from the time alone', () => {
  it('an answer is past due from its time on, without being told', () => {
    const queue = { pastDue: 1, dues: [soon(10), soon(20)] };
    expect([0, 10, 19, 20].map((seconds) => pastDueAt(queue, soon(seconds)))).toEqual([1, 2, 2, 3]);
  });

  it('the board is asked for anew on another day, and when more fell due than it was told of', () => {
    const calm = aBoard({ queues: [aQueue({ dues: [soon(10)] })] });
    expect(isOutdated(calm, new Date(soon(60)))).toBe(false);
    const more = aBoard({ queues: [aQueue({ dues: [soon(10)], moreDue: true })] });
    expect([9, 10].map((seconds) => isOutdated(more, new Date(soon(seconds))))).toEqual([false, true]);
    expect(isOutdated(calm, new Date(calm.day.until))).toBe(true);
    expect(isOutdated(calm, new Date(Date.parse(calm.day.from) - 1))).toBe(true);
  });

  it('bars stand at their half-hours; those that left the twelve hours are gone', () => {
    const now = barOf(BOARD_NOW);
    const bars = barsUntil(
      [
        [now - 24, 9],
        [now - 23, 1],
        [now - 1, 2],
        [now, 3],
      ],
      now,
    );
    expect([bars.length, bars[0], bars.at(-2), bars.at(-1)]).toEqual([24, 1, 2, 3]);
    expect(barsUntil([[now, 3]], now + 1).slice(-2)).toEqual([3, 0]);
  });

  it('a handoff leaves the flow an hour after it', () => {
    const board = aBoard({ handoffs: [aBoardHandoff(1)] });
    expect(flowOf(board.handoffs, null, new Date(soon(3000))).accepted).toBe(1);
    expect(flowOf(board.handoffs, null, new Date(soon(3001))).accepted).toBe(0);
  });
});

describe('the figures of a card', () => {
  it('put teams together; a target that differs is not named', () => {
    const board = aBoard({
      queues: [aQueue({ waiting: 2, waitingSince: ago(40), answered: 3, inTime: 3 })],
      otherQueues: [aQueue({ waiting: 1, waitingSince: ago(80), answered: 1, inTime: 0, targetSeconds: 300 })],
      agents: [
        aBoardAgent(1),
        aBoardAgent(2, { presence: 'away' }),
        aBoardAgent(3, { capacity: { call: 1, chat: 0, mail: 0 } }),
      ],
    });
    const [both] = queueCards(board, null);
    expect(both).toMatchObject({ waiting: 3, waitingSince: ago(80), kept: 75, targetSeconds: null, agents: 1 });
    expect(queueCards(board, BOARD_TEAMS[0])).toMatchObject([{ waiting: 2, kept: 100, targetSeconds: 60, agents: 1 }]);
    expect(queueCards(board, BOARD_TEAMS[1])).toMatchObject([{ waiting: 1, kept: 0, agents: 0 }]);
  });

  it('say nothing of a target on a day without an answer', () => {
    expect(queueCards(aBoard({ queues: [aQueue()] }), null)[0]?.kept).toBeNull();
  });
});

describe('the figures of people', () => {
  it('count hands as routing does: calls apart, what stands on the telephone with the letters', () => {
    const agent = aBoardAgent(1, {
      calls: 1,
      load: [
        { channel: 'phone', count: 1 },
        { channel: 'chat', count: 2 },
        { channel: 'line', count: 1 },
        { channel: 'email', count: 5 },
      ],
    });
    expect(loadByKind(agent, 'phone').map(({ work, count, capacity }) => [work, count, capacity])).toEqual([
      ['call', 1, 1],
      ['chat', 3, 4],
      ['mail', 6, 8],
    ]);
  });

  it.each([
    ['on_call', { onCall: true, presence: 'busy' }],
    ['full', { load: [{ channel: 'chat', count: 4 }] }],
    ['in_chat', { load: [{ channel: 'chat', count: 3 }] }],
    ['on_mail', { load: [{ channel: 'email', count: 3 }] }],
    ['ready', {}],
    ['away', { presence: 'away', load: [{ channel: 'chat', count: 4 }] }],
  ] as const)('call it %s', (doing, over) => {
    expect(doingOf(aBoardAgent(1, over as never))).toBe(doing);
  });

  it('leave out who is signed out, and put who is away after who is here', () => {
    const board = aBoard({
      agents: [
        aBoardAgent(1, { presence: 'away' }),
        aBoardAgent(2, { load: [{ channel: 'chat', count: 3 }] }),
        aBoardAgent(3, { presence: 'signed_out' }),
        aBoardAgent(4, { teamIds: [BOARD_TEAMS[1]] }),
      ],
    });
    const places = placesByName(board.agents.values(), (a, b) => Number(a > b) - Number(a < b));
    expect(agentRows(board, null, places).map(({ name }) => name)).toEqual(['担当 2', '担当 4', '担当 1']);
    expect(agentRows(board, BOARD_TEAMS[1], places)).toHaveLength(1);
    expect(staffing(agentRows(board, null, places))).toEqual({ on: 2, away: 1, room: 5 });
  });
});

describe('the flow of handoffs', () => {
  it('counts each once by what became of it, with the lower median of the time to accept', () => {
    const flow = flowOf(
      aBoard({
        handoffs: [
          aBoardHandoff(1, { offeredAt: ago(606), acceptedAt: ago(600) }),
          aBoardHandoff(2, { offeredAt: ago(320), acceptedAt: ago(300), state: 'accepted' }),
          aBoardHandoff(3, { state: 'declined', decidedAt: ago(10) }),
          aBoardHandoff(4, { state: 'expired', decidedAt: ago(10) }),
          aBoardHandoff(5, { state: 'lapsed', decidedAt: ago(10) }),
          aBoardHandoff(6, { state: 'withdrawn', decidedAt: ago(10) }),
          aBoardHandoff(7, { from: 'email', to: 'phone' }),
        ],
      }).handoffs,
      null,
      BOARD_NOW,
    );
    expect(flow).toMatchObject({ accepted: 3, medianMs: 6000, declined: 1, lost: 2 });
    expect(flow.bands).toEqual([
      { from: 'phone', to: 'chat', count: 2 },
      { from: 'email', to: 'phone', count: 1 },
    ]);
    expect(flow.rows).toHaveLength(6);
  });
});
