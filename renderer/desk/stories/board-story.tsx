import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { boardLoaded } from '#renderer/state/board-state.ts';
import type { BoardAgent, BoardHandoff, BoardQueue } from '#shared/domain/board.ts';
import { barOf } from '#shared/domain/board.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { BoardPage } from '../features/board/index.ts';
import { fakeDesk, IDS } from './fake-desk.ts';

const NOW = new Date();
const at = (seconds: number): string => new Date(NOW.getTime() + seconds * 1000).toISOString();
const uuid = (n: number): string => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** A working day of so many at most: two hills, morning and afternoon. */
function arrived(most: number, k: number): [number, number][] {
  const last = barOf(NOW);
  return Array.from({ length: 24 }, (_, n): [number, number] => [
    last - 23 + n,
    Math.max(1, Math.round(most * Math.abs(Math.sin(n * 0.5 + k) * Math.cos(n * 0.17 + k * 2)))),
  ]);
}

const queue = (channel: Channel, most: number, over: Partial<BoardQueue>): BoardQueue => ({
  channel,
  waiting: 0,
  open: 12,
  pastDue: 0,
  dues: [],
  moreDue: false,
  answered: 0,
  inTime: 0,
  targetSeconds: 60,
  arrived: arrived(most, channel.length),
  ...over,
});

const QUEUES: readonly BoardQueue[] = [
  queue('phone', 14, { waiting: 2, waitingSince: at(-78), answered: 120, inTime: 112, targetSeconds: 20 }),
  queue('chat', 30, { waiting: 5, waitingSince: at(-41), answered: 300, inTime: 291 }),
  queue('email', 22, {
    waiting: 18,
    waitingSince: at(-5 * 3600),
    pastDue: 1,
    dues: [at(-20), at(40)],
    answered: 80,
    inTime: 70,
    targetSeconds: 4 * 3600,
  }),
  queue('line', 18, { waiting: 1, waitingSince: at(-20), answered: 210, inTime: 208 }),
  queue('store', 5, { answered: 9, inTime: 9, targetSeconds: 120 }),
];

const agent = (n: number, name: string, over: Partial<BoardAgent>): BoardAgent => ({
  id: uuid(700 + n),
  name,
  teamIds: [IDS.team],
  presence: 'ready',
  since: at(-300),
  onCall: false,
  load: [],
  calls: 0,
  capacity: { call: 1, chat: 4, mail: 8 },
  done: 20,
  ...over,
});

const AGENTS: readonly BoardAgent[] = [
  agent(1, '青山 さくら', { load: [{ channel: 'chat', count: 3 }], since: at(-720), done: 31 }),
  agent(2, '木村 拓', { onCall: true, calls: 1, presence: 'busy', since: at(-1440), done: 22 }),
  agent(3, '小野 美和', {
    load: [{ channel: 'email', count: 5 }],
    since: at(-180),
    done: 40,
    capacity: { call: 0, chat: 0, mail: 8 },
  }),
  agent(4, '中田 翔', { load: [{ channel: 'chat', count: 4 }], since: at(-2460), done: 28 }),
  agent(5, '石井 恵', { presence: 'wrap_up', since: at(-60), done: 19 }),
  agent(6, 'Mori Emma', {
    load: [
      { channel: 'line', count: 2 },
      { channel: 'chat', count: 1 },
    ],
    since: at(-480),
    done: 33,
  }),
  agent(7, '加藤 蓮', { done: 12 }),
  agent(8, '藤 千春', {
    load: [
      { channel: 'store', count: 1 },
      { channel: 'email', count: 41 },
    ],
    since: at(-120),
    done: 17,
    capacity: { call: 0, chat: 3, mail: 60 },
  }),
  agent(9, '長谷川 アレクサンドラ 由紀子（大阪南コールセンター 第二グループ）', {
    presence: 'away',
    reason: 'break',
    since: at(-1500),
    done: 8,
  }),
  agent(10, 'Wei Chen', { presence: 'disconnected', since: at(-30), done: 3 }),
];

const BANDS: readonly (readonly [Channel, Channel, number])[] = [
  ['phone', 'chat', 12],
  ['phone', 'email', 5],
  ['chat', 'phone', 6],
  ['chat', 'email', 8],
  ['email', 'chat', 10],
];
const HANDOFFS: readonly BoardHandoff[] = [
  ...BANDS.flatMap(([from, to, count], band) =>
    Array.from({ length: count }, (_, n) => handoff(band * 40 + n, { from, to })),
  ),
  handoff(300, { state: 'declined', decidedAt: at(-700) }),
  handoff(301, { state: 'expired', decidedAt: at(-1200) }),
];

function handoff(n: number, over: Partial<BoardHandoff>): BoardHandoff {
  return {
    id: uuid(2000 + n),
    conversationId: uuid(3000 + n),
    conversationNumber: 48_000 + n,
    from: 'chat',
    to: 'phone',
    fromName: '青山 さくら',
    toName: '木村 拓',
    teamIds: [IDS.team],
    state: 'completed',
    offeredAt: at(-906 - n * 8),
    acceptedAt: at(-900 - n * 8),
    decidedAt: at(-890 - n * 8),
    ...over,
  };
}

type EscalationRow = QueryOutput<'escalation.list'>['rows'][number];

const escalation = (
  n: number,
  { channels, ...over }: Partial<Escalation> & { readonly channels: readonly Channel[] },
): EscalationRow => ({
  channels: [...channels],
  escalation: {
    id: uuid(900 + n),
    conversationId: uuid(950 + n),
    conversationNumber: 48_213,
    customerId: IDS.customer,
    customerName: 'Ava Moore',
    reason: 'asked',
    raisedBy: { type: 'agent', id: IDS.me, name: '青山 さくら' },
    owner: { type: 'agent', id: IDS.me, name: '青山 さくら' },
    team: { type: 'team', id: IDS.team, name: 'チャット' },
    state: 'raised',
    question: '',
    asked: 'approval',
    snapshot: {},
    raisedAt: at(-1560),
    dueAt: at(48),
    revision: 1,
    ...over,
  },
});

const ESCALATIONS: readonly EscalationRow[] = [
  escalation(1, {
    channels: ['email', 'phone', 'email', 'chat'],
    question: '二度お約束した返金がまだお支払いされていません。ストアクレジットで返金してよいでしょうか。',
  }),
  escalation(2, {
    customerName: 'James Li',
    channels: ['chat', 'phone'],
    reason: 'repeat_contact',
    rule: { id: uuid(1), name: '同じ件で再入電' },
    question: 'Second contact this week on one bill',
    raisedAt: at(-420),
    dueAt: at(280),
    owner: { type: 'agent', id: IDS.kimura, name: '木村 拓' },
  }),
  escalation(3, {
    customerName: '中村 さくら',
    channels: ['store'],
    question: 'レシートなしの交換、上限超え',
    raisedAt: at(-240),
    dueAt: at(552),
    owner: { type: 'team', id: IDS.team, name: 'チャット' },
  }),
  escalation(4, {
    customerName: '',
    channels: ['email', 'email'],
    reason: 'words',
    rule: { id: uuid(2), name: '法的措置・弁護士' },
    question: 'Mentions a lawyer',
    raisedAt: at(-300),
    dueAt: at(1350),
  }),
];

const ROWS: QueryOutput<'board.behind'> = {
  total: 18,
  rows: [1, 2, 3].map((n) => ({
    conversationId: uuid(4000 + n),
    number: 48_300 + n,
    customerId: IDS.customer,
    customerName: ['佐藤 美咲', '', 'Noah Brown'][n - 1] ?? '',
    channel: 'email' as const,
    status: 'open' as const,
    section: 'needs_reply' as const,
    preview: '先週注文した折りたたみ傘がまだ届きません。配送状況を確認していただけますか。',
    owner: { type: 'team' as const, id: IDS.team, name: 'メール' },
    teamId: IDS.team,
    epoch: 1,
    lastItemAt: at(-4000),
    customerWaitsSince: at(-4000),
    due: { kind: 'reply' as const, at: at([-300, 400, 9000][n - 1] ?? 0) },
    promises: [],
    priority: 'normal' as const,
    bounces: 0,
  })),
};

const DAY = { from: at(-40_000), until: at(40_000) };

function boardOf(state: string) {
  const isEmpty = state === 'empty';
  const many = Array.from({ length: 200 }, (_, n) =>
    agent(n + 20, `オペレーター ${n + 1}`, { load: [{ channel: 'chat', count: 1 + (n % 4) }], done: n % 50 }),
  );
  return boardLoaded(
    null,
    {
      at: NOW.toISOString(),
      day: DAY,
      teams: [
        { id: IDS.team, name: 'チャット', queues: isEmpty ? [] : [...QUEUES] },
        { id: IDS.emailTeam, name: 'メール', queues: [] },
      ],
      agents: isEmpty ? [] : [...AGENTS, ...(state === 'many' || state === 'wall-many' ? many : [])],
      handoffs: isEmpty ? [] : HANDOFFS,
    },
    NOW,
  );
}

const FAILED = {
  code: 'forbidden',
  message: 'この操作の権限がありません。',
  retryable: false,
} as const;

/** The floor: `?story=board&state=full`, `empty`, `many`, `loading`, `error`, `wall`, `wall-many`. */
export function BoardStory({ state }: { readonly state: string }) {
  const isLoaded = state !== 'loading' && state !== 'error';
  const { client } = fakeDesk({
    board: { board: isLoaded ? boardOf(state) : null, error: state === 'error' ? FAILED : null },
    ask: (name) => {
      if (name === 'board.behind') return ROWS;
      if (name !== 'escalation.list') return undefined;
      return { rows: state === 'empty' ? [] : ESCALATIONS, counts: { undecided: 4, open: 4 } };
    },
  });
  return (
    <DeskClientProvider client={client}>
      <main className="@container h-full bg-ground">
        <BoardPage rest={state.startsWith('wall') ? 'wall' : ''} />
      </main>
    </DeskClientProvider>
  );
}
