import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConnectionView, DeskClient, EntityState } from '#renderer/data/client/desk-client-types.ts';
import type { TypingState } from '#renderer/state/typing-state.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Agent, Category, Outcome, SavedReply, Team } from '#shared/domain/people.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
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

export type FakeSend = (name: string, input: unknown) => Promise<Answer<unknown>> | Answer<unknown>;
export type FakeAsk = (name: string, input: unknown) => unknown;

type FakeParts = {
  readonly conversation?: Conversation;
  readonly typing?: TypingState;
  readonly send?: FakeSend;
  /** Answers instead of the usual ones; `undefined` leaves it to them. */
  readonly ask?: FakeAsk;
  readonly connection?: ConnectionView;
  readonly upload?: DeskClient['upload'];
  readonly readMail?: DeskClient['readMail'];
  readonly customerName?: string | null;
};

export type FakeDesk = {
  readonly client: DeskClient;
  readonly sent: { readonly name: string; readonly input: unknown }[];
  readonly entities: StoreApi<EntityState>;
};

export const refused = (code: WireError['code'], message: string, details?: WireError['details']): Answer<never> => ({
  ok: false,
  error: { code, message, retryable: false, ...(details && { details }) },
});

/** A client that answers at once from what stands in this file; what was sent is told. */
export function fakeDesk(parts: FakeParts = {}): FakeDesk {
  const sent: { name: string; input: unknown }[] = [];
  const conversation = parts.conversation ?? CONVERSATION;
  const entities = createStore<EntityState>(() => ({
    conversations: new Map([
      [conversation.id, conversation],
      [IDS.other, { ...CONVERSATION, id: IDS.other, number: 48220 }],
    ]),
    handoffs: new Map(),
  }));
  const me: QueryOutput<'me'> = {
    agent: AGENTS[0] as Agent,
    workspace: { name: 'ノースロースタリー', locale: 'ja', timeZone: 'Asia/Tokyo', demo: true, simulation: true },
    agents: [...AGENTS],
    teams: [...TEAMS],
    categories: [...CATEGORIES],
    outcomes: [...OUTCOMES],
    savedReplies: [...REPLIES],
  };
  const customerName = parts.customerName === undefined ? '佐藤 美咲' : parts.customerName;
  const answers: Readonly<Record<string, (input: never) => unknown>> = {
    me: () => me,
    'drafts.list': () => ({ drafts: [] }),
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
    session: { view: createStore(() => ({ status: 'signed_in', agent: signedIn, reason: 'none' })) },
    connection: {
      view: createStore(() => parts.connection ?? { state: 'connected', completeUpTo: null, problem: null }),
      reconnectNow: () => undefined,
    },
    entities,
    people: createStore(() => ({
      agents: new Map(AGENTS.map((one) => [one.id, one])),
      teams: new Map(TEAMS.map((one) => [one.id, one])),
    })),
    typing: { store: createStore(() => parts.typing ?? []), report: () => undefined },
    pending: { store: createStore(() => []), retry: () => undefined, discard: () => undefined },
    ask,
    send,
    upload: parts.upload ?? (async () => refused('unsupported_file', 'この形式のファイルは送れません。')),
    readBlob: async () => new Blob(),
    readMail: parts.readMail ?? (async () => ''),
    listen: () => () => undefined,
  };
  return { client: client as unknown as DeskClient, sent, entities };
}
