import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BoardView } from '#renderer/data/client/board-view.ts';
import type { ConnectionView, DeskClient, EntityState } from '#renderer/data/client/desk-client-types.ts';
import { type EscalationState, learnEscalations, NO_ESCALATIONS } from '#renderer/state/escalation-state.ts';
import { EMPTY_INBOX } from '#renderer/state/inbox-state.ts';
import type { Insisting, OutboxState } from '#renderer/state/outbox-state.ts';
import type { TypingState } from '#renderer/state/typing-state.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { Agent, Category, Outcome, Team } from '#shared/domain/people.ts';
import type { SavedReply } from '#shared/domain/saved-reply.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { WordingRule } from '#shared/domain/wording/wording-rule.ts';
import type { LocalState } from '#shared/ipc/local.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

/** A desk without a hub, for looking at screens and for their tests: people, one customer, one conversation. */
const uuid = (n: number): string => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const IDS = {
  me: uuid(1),
  kimura: uuid(2),
  mei: uuid(3),
  james: uuid(4),
  team: uuid(10),
  emailTeam: uuid(11),
  customer: uuid(20),
  conversation: uuid(30),
  other: uuid(31),
} as const;

const agent = (id: string, name: string, rest: Partial<Agent> = {}): Agent => ({
  id,
  login: name,
  name,
  publicName: name.split(/[\s　]/u)[0] ?? name,
  role: 'agent',
  locale: 'ja',
  languages: ['ja'],
  teamIds: [IDS.team],
  presence: 'ready',
  liveLoad: 1,
  capacity: 4,
  ...rest,
});

export const AGENTS: readonly Agent[] = [
  agent(IDS.me, '青山 さくら', { login: 'aoyama', liveLoad: 2 }),
  agent(IDS.kimura, '木村 拓', { login: 'kimura', languages: ['ja', 'en'] }),
  agent(IDS.mei, 'Mei Tanaka', { login: 'mei', presence: 'busy', liveLoad: 4, languages: ['en', 'ja'] }),
  agent(IDS.james, 'James Li', { login: 'james', presence: 'signed_out', liveLoad: 0, teamIds: [IDS.emailTeam] }),
];

export const TEAMS: readonly Team[] = [
  {
    id: IDS.team,
    name: 'チャット',
    wrapUp: ['category', 'outcome'],
    offerSeconds: 60,
    readyCount: 6,
    waitingCount: 2,
  },
  { id: IDS.emailTeam, name: 'メール', wrapUp: [], offerSeconds: 60, readyCount: 1, waitingCount: 9 },
];

const category = (n: number, parent: number | null, nameJa: string, nameEn: string): Category => ({
  id: uuid(100 + n),
  ...(parent !== null && { parentId: uuid(100 + parent) }),
  nameJa,
  nameEn,
  position: n,
});

export const CATEGORIES: readonly Category[] = [
  category(1, null, '不良', 'Defect'),
  category(2, 1, '水漏れ', 'Leak'),
  category(3, 2, 'タンク', 'Tank'),
  category(4, 2, 'ホース', 'Hose'),
  category(5, 1, '電源', 'Power'),
  category(6, null, '配送', 'Delivery'),
  category(7, 6, '遅延', 'Late'),
  category(8, 6, '住所変更', 'Change of address'),
  category(9, null, 'その他', 'Other'),
];

export const OUTCOMES: readonly Outcome[] = [
  { code: 'solved', nameJa: '解決', nameEn: 'Solved' },
  { code: 'exchanged', nameJa: '交換', nameEn: 'Exchanged' },
  { code: 'refunded', nameJa: '返金', nameEn: 'Refunded' },
  { code: 'no_answer', nameJa: 'お客様の返信なし', nameEn: 'No answer from the customer' },
];

const reply = (
  n: number,
  locale: 'ja' | 'en',
  words: { readonly shortcut: string; readonly title: string; readonly body: string },
): SavedReply => ({ id: uuid(200 + n), locale, ...words });

export const REPLIES: readonly SavedReply[] = [
  reply(1, 'ja', {
    shortcut: 'hello',
    title: 'はじめのご挨拶',
    body: '{customer}、{company}の{agent}でございます。ご連絡ありがとうございます。',
  }),
  reply(2, 'en', { shortcut: 'hello', title: 'Greeting', body: 'Hello {customer}, this is {agent} of {company}.' }),
  reply(3, 'ja', {
    shortcut: 'return',
    title: '返品のご案内',
    body: 'ご注文番号 {order} の返品を承ります。未使用の商品に限ります。',
  }),
];

export const CONVERSATION: Conversation = {
  id: IDS.conversation,
  number: 48213,
  customerId: IDS.customer,
  status: 'open',
  priority: 'normal',
  owner: { type: 'agent', id: IDS.me, name: '青山 さくら' },
  team: { type: 'team', id: IDS.team, name: 'チャット' },
  epoch: 3,
  channel: 'chat',
  sessions: [
    {
      id: uuid(40),
      channel: 'chat',
      state: 'active',
      startedAt: new Date(Date.now() - 362_000).toISOString(),
    },
  ],
  openedAt: '2025-11-17T04:40:00.000Z',
  lastItemAt: '2025-11-17T04:50:00.000Z',
  bounces: 0,
};

export const itemSaid = (seq: number, text: string, rest: Partial<TimelineItem> = {}): TimelineItem =>
  ({
    id: uuid(500 + seq),
    customerId: IDS.customer,
    seq,
    kind: 'message',
    data: { text },
    channel: 'chat',
    direction: 'in',
    visibility: 'customer',
    conversationId: IDS.conversation,
    occurredAt: '2025-11-17T04:49:00.000Z',
    receivedAt: '2025-11-17T04:49:00.000Z',
    author: { type: 'customer', name: '佐藤 美咲' },
    historical: false,
    ...rest,
  }) as TimelineItem;

const line = (text: string, seq?: number) => ({
  text,
  items: seq === undefined ? [] : [{ customerId: IDS.customer, seq }],
});

export const BRIEF: QueryOutput<'handoff.draft-brief'> = {
  brief: {
    wants: [line('割れたタンクの写真を見てほしい', 4)],
    done: [line('W2611340 · delivered', 2), line('保証は2027年11月まで有効とお伝え', 5)],
    promised: [line('返送不要で交換品をお送りする', 6)],
    next: [],
    identity: [line('電話番号と注文番号を確認', 3)],
  },
  snapshot: { [IDS.customer]: 6 },
};

const byLink = '【ノースロースタリー】続きはこちらからチャットでどうぞ。これまでのご用件は引き継いでおります。{link}';

/** Every kind of way, reachable or not. */
export const WAYS: QueryOutput<'handoff.ways'> = {
  options: [
    {
      channel: 'phone',
      way: 'callback',
      contactPointId: uuid(60),
      shown: '+81 90••••4417',
      reachable: true,
      best: true,
      customerSees: { locale: 'ja', text: '' },
      standsMinutes: 30,
    },
    {
      channel: 'phone',
      way: 'call_link',
      by: 'chat',
      reachable: true,
      best: false,
      customerSees: { locale: 'ja', text: 'お電話はこちらからどうぞ。{link}' },
      standsMinutes: 15,
    },
    {
      channel: 'email',
      way: 'mail',
      contactPointId: uuid(61),
      shown: 'm••••@example.jp',
      reachable: true,
      best: true,
      customerSees: { locale: 'ja', text: 'これまでの応対の内容をお送りします。このメールにそのままご返信ください。' },
      standsMinutes: 1440,
    },
    {
      channel: 'line',
      way: 'message',
      reachable: false,
      why: 'blocked',
      best: false,
      customerSees: { locale: 'ja', text: byLink },
      standsMinutes: 60,
    },
    {
      channel: 'sms',
      way: 'message',
      contactPointId: uuid(60),
      shown: '+81 90••••4417',
      reachable: true,
      best: true,
      customerSees: { locale: 'ja', text: '【ノースロースタリー】ご用件の続きをこの番号で承ります。' },
      standsMinutes: 60,
    },
    {
      channel: 'store',
      way: 'code',
      by: 'chat',
      reachable: true,
      best: true,
      customerSees: { locale: 'ja', text: '店頭でこの番号をお伝えください：{code}' },
      standsMinutes: 2880,
    },
  ],
  waits: [
    { teamId: IDS.team, ready: 6, waiting: 2, seconds: 20, open: true },
    { teamId: IDS.emailTeam, ready: 0, waiting: 9, open: false },
  ],
};

export type FakeSend = (name: string, input: unknown) => Promise<Answer<unknown>> | Answer<unknown>;
export type FakeAsk = (name: string, input: unknown) => unknown;

type FakeParts = {
  readonly conversation?: Conversation;
  readonly typing?: TypingState;
  readonly send?: FakeSend;
  /** Answers instead of the usual ones; `undefined` leaves it to them. */
  readonly ask?: FakeAsk;
  readonly connection?: ConnectionView;
  /** What waits for the hub. */
  readonly outbox?: OutboxState;
  readonly local?: LocalState;
  readonly upload?: DeskClient['upload'];
  readonly readMail?: DeskClient['readMail'];
  readonly customerName?: string | null;
  /** What the team minds in its answers. */
  readonly wording?: readonly WordingRule[];
  /** The floor, as it stands still. */
  readonly board?: BoardView;
};

export type FakeDesk = {
  readonly client: DeskClient;
  readonly sent: { readonly name: string; readonly input: unknown }[];
  readonly entities: StoreApi<EntityState>;
  /** Which queues were sent after all, or thrown away. */
  readonly decided: {
    readonly act: 'insist' | 'discard' | 'undo' | 'drop' | 'leave';
    readonly conversationId: string;
    readonly known?: Insisting;
  }[];
};

export const refused = (code: WireError['code'], message: string, details?: WireError['details']): Answer<never> => ({
  ok: false,
  error: { code, message, retryable: false, ...(details && { details }) },
});

/** A client that answers at once from what stands in this file; what was sent is told. */
export function fakeDesk(parts: FakeParts = {}): FakeDesk {
  const sent: { name: string; input: unknown }[] = [];
  const decided: FakeDesk['decided'] = [];
  const conversation = parts.conversation ?? CONVERSATION;
  const entities = createStore<EntityState>(() => ({
    conversations: new Map([
      [conversation.id, conversation],
      [IDS.other, { ...CONVERSATION, id: IDS.other, number: 48220 }],
    ]),
    handoffs: new Map(),
  }));
  const escalations = createStore<EscalationState>(() => NO_ESCALATIONS);
  const learnThem = (news: readonly Escalation[]): void =>
    escalations.setState(learnEscalations(escalations.getState(), news), true);
  const me: QueryOutput<'me'> = {
    agent: AGENTS[0] as Agent,
    workspace: { name: 'ノースロースタリー', locale: 'ja', timeZone: 'Asia/Tokyo', demo: true, simulation: true },
    agents: [...AGENTS],
    teams: [...TEAMS],
    categories: [...CATEGORIES],
    outcomes: [...OUTCOMES],
    savedReplies: [...REPLIES],
    wordingRules: [...(parts.wording ?? [])],
  };
  const customerName = parts.customerName === undefined ? '佐藤 美咲' : parts.customerName;
  const answers: Readonly<Record<string, (input: never) => unknown>> = {
    me: () => me,
    'drafts.list': () => ({ drafts: [] }),
    'routing.offers': () => ({ offers: [] }),
    'customer.reachability': () => ({ ways: [], consents: [] }),
    'customer.panel': () => ({
      customer: {
        id: IDS.customer,
        ...(customerName !== null && { name: customerName }),
        locale: 'ja',
        since: '2021-04-01T00:00:00.000Z',
        care: [],
        lastSeq: 6,
      },
      contactPoints: [],
      conversations: [conversation],
      promises: [],
      orders: { cards: [], count: 0, capped: false, total: [] },
      visits: [],
    }),
    'conversation.get': () => ({ conversation }),
    'handoff.draft-brief': () => BRIEF,
    'handoff.ways': () => WAYS,
    'timeline.page': (input: { from: { seq: number } }) => ({
      items: [itemSaid(input.from.seq, '写真を送ります。左側にひびが入っています。')],
      older: false,
      newer: false,
    }),
  };
  const ask = async (name: string, input: unknown): Promise<unknown> => {
    const own = await parts.ask?.(name, input);
    return own ?? answers[name]?.(input as never);
  };
  const send = async (name: string, input: unknown): Promise<Answer<unknown>> => {
    sent.push({ name, input });
    const answer = await parts.send?.(name, input);
    if (answer !== undefined) return answer;
    const { revision = 0 } = input as { revision?: number };
    return { ok: true, data: name === 'draft:save' ? { revision } : {} };
  };
  const signedIn = { id: IDS.me, login: 'aoyama', name: '青山 さくら', role: 'agent' } as const;
  const client = {
    session: {
      view: createStore(() => ({ status: 'signed_in', agent: signedIn, reason: 'none' })),
      signOnOffer: async () => ({ enabled: true, labelJa: '', labelEn: '', passwords: true }),
      takeCameBack: () => null,
    },
    connection: {
      view: createStore(() => parts.connection ?? { state: 'connected', completeUpTo: null, problem: null }),
      reconnectNow: () => undefined,
    },
    entities,
    inbox: { store: createStore(() => EMPTY_INBOX), load: () => undefined, loadMore: () => undefined },
    people: createStore(() => ({
      agents: new Map(AGENTS.map((one) => [one.id, one])),
      teams: new Map(TEAMS.map((one) => [one.id, one])),
    })),
    board: {
      store: createStore<BoardView>(() => parts.board ?? { board: null, error: null }),
      open: () => () => undefined,
    },
    escalations: { store: escalations, learn: learnThem },
    typing: { store: createStore(() => parts.typing ?? []), report: () => undefined },
    pending: { store: createStore(() => []), retry: () => undefined, discard: () => undefined },
    local: {
      state: createStore(() => parts.local ?? { state: 'kept', reason: 'none' }),
      drafts: { of: async () => [], keep: async () => undefined, hold: () => undefined },
      outbox: {
        store: createStore(() => parts.outbox ?? new Map()),
        give: async (name: string, input: unknown) => ({ state: 'answered', answer: await send(name, input) }),
        insist: async (conversationId: string, known: Insisting) => {
          decided.push({ act: 'insist', conversationId, known });
        },
        discard: async (conversationId: string) => {
          decided.push({ act: 'discard', conversationId });
        },
        undo: async (conversationId: string) => {
          decided.push({ act: 'undo', conversationId });
          return true;
        },
        drop: async (conversationId: string) => {
          decided.push({ act: 'drop', conversationId });
        },
        leaveNow: async (conversationId: string) => {
          decided.push({ act: 'leave', conversationId });
          return null;
        },
      },
    },
    ask,
    send,
    upload: parts.upload ?? (async () => refused('unsupported_file', 'この形式のファイルは送れません。')),
    readBlob: async () => new Blob(),
    readMail: parts.readMail ?? (async () => ''),
    listen: () => () => undefined,
  };
  return { client: client as unknown as DeskClient, sent, entities, decided };
}
