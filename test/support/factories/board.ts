import type { BoardState } from '#renderer/state/board-state.ts';
import { boardLoaded } from '#renderer/state/board-state.ts';
import type { BoardAgent, BoardHandoff, BoardQueue } from '#shared/domain/board.ts';

/** Wednesday, half past one in the afternoon in Tokyo. */
export const BOARD_NOW = new Date('2026-04-01T04:30:00.000Z');
export const ago = (seconds: number, now = BOARD_NOW): string => new Date(now.getTime() - seconds * 1000).toISOString();
const uuid = (n: number): string => `0199a000-0000-7000-9000-${String(n).padStart(12, '0')}`;
export const BOARD_TEAMS = [uuid(1), uuid(2)] as const;

export const aQueue = (over: Partial<BoardQueue> = {}): BoardQueue => ({
  channel: 'chat',
  waiting: 0,
  open: 3,
  pastDue: 0,
  dues: [],
  moreDue: false,
  answered: 0,
  inTime: 0,
  targetSeconds: 60,
  arrived: [],
  ...over,
});

export const aBoardAgent = (n: number, over: Partial<BoardAgent> = {}): BoardAgent => ({
  id: uuid(100 + n),
  name: `担当 ${n}`,
  teamIds: [BOARD_TEAMS[0]],
  presence: 'ready',
  since: ago(300),
  onCall: false,
  load: [],
  calls: 0,
  capacity: { call: 1, chat: 4, mail: 8 },
  done: 0,
  ...over,
});

export const aBoardHandoff = (n: number, over: Partial<BoardHandoff> = {}): BoardHandoff => ({
  id: uuid(500 + n),
  conversationId: uuid(600 + n),
  conversationNumber: 48_000 + n,
  from: 'phone',
  to: 'chat',
  fromName: '青山',
  toName: '木村',
  teamIds: [BOARD_TEAMS[0]],
  state: 'completed',
  offeredAt: ago(606),
  acceptedAt: ago(600),
  decidedAt: ago(590),
  ...over,
});

type Wish = {
  readonly queues?: readonly BoardQueue[];
  readonly otherQueues?: readonly BoardQueue[];
  readonly agents?: readonly BoardAgent[];
  readonly handoffs?: readonly BoardHandoff[];
  readonly now?: Date;
};

/** A floor of two teams as a window has it, the machine's clock being the hub's. */
export function aBoard({
  queues = [],
  otherQueues = [],
  agents = [],
  handoffs = [],
  now = BOARD_NOW,
}: Wish = {}): BoardState {
  const from = new Date(Math.floor((now.getTime() + 9 * 3_600_000) / 86_400_000) * 86_400_000 - 9 * 3_600_000);
  return boardLoaded(
    null,
    {
      at: now.toISOString(),
      day: { from: from.toISOString(), until: new Date(from.getTime() + 86_400_000).toISOString() },
      teams: [
        { id: BOARD_TEAMS[0], name: 'チャット', queues: [...queues] },
        { id: BOARD_TEAMS[1], name: 'メール', queues: [...otherQueues] },
      ],
      agents: [...agents],
      handoffs: [...handoffs],
    },
    now,
  );
}
