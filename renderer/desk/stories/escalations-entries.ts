import type { EscalationDetail, EscalationRow } from '#renderer/data/hooks/use-escalations.ts';
import type { Escalation, EscalationRule, PathStep } from '#shared/domain/escalation.ts';
import { IDS } from './fake-desk.ts';

const MINUTE_MS = 60_000;
const at = (minutes: number): string => new Date(Date.now() + minutes * MINUTE_MS).toISOString();
const uuid = (n: number): string => `0199a000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const SANADA = { type: 'agent', id: IDS.mei, name: '真田 美緒' } as const;
const AOYAMA = { type: 'agent', id: IDS.me, name: '青山 さくら' } as const;
const KIMURA = { type: 'agent', id: IDS.kimura, name: '木村 拓' } as const;
const TEAM = { type: 'team', id: IDS.team, name: 'チャット' } as const;

/** An escalation for looking at and for tests; raised ten minutes ago, due in five. */
export const escalation = (n: number, rest: Partial<Escalation> = {}): Escalation => ({
  id: uuid(9000 + n),
  conversationId: IDS.conversation,
  conversationNumber: 48213,
  customerId: IDS.customer,
  customerName: '佐藤 美咲',
  reason: 'asked',
  raisedBy: AOYAMA,
  owner: AOYAMA,
  team: TEAM,
  state: 'raised',
  question: '返品は11月4日に受け取り済みです。本日中にご返金し、返品手数料1,280円を免除してもよいでしょうか。',
  asked: 'approval',
  snapshot: { [IDS.customer]: 6 },
  raisedAt: at(-10),
  dueAt: at(5),
  revision: 1,
  ...rest,
});

export const PATH: readonly PathStep[] = [
  {
    at: at(-6 * 1440),
    channel: 'email',
    words: '12,800円の返金をお願いします。商品は返送しました。',
    conversationId: IDS.conversation,
    item: { customerId: IDS.customer, seq: 1 },
  },
  {
    at: at(-4 * 1440),
    channel: 'phone',
    agent: 'Mei Tanaka',
    words: '金曜日までに返金すると約束',
    conversationId: IDS.conversation,
    item: { customerId: IDS.customer, seq: 2 },
  },
  {
    at: at(-1440),
    channel: 'email',
    words: 'まだ入金されていません。いつになりますか。',
    conversationId: IDS.conversation,
    item: { customerId: IDS.customer, seq: 4 },
  },
  {
    at: at(-12),
    channel: 'chat',
    agent: '青山 さくら',
    words: '同じ話をするのはこれで3回目です。',
    conversationId: IDS.conversation,
    item: { customerId: IDS.customer, seq: 6 },
  },
];

const ruled = (id: number, name: string): Partial<Escalation> => ({ rule: { id: uuid(9100 + id), name } });
const without = ({ raisedBy: _, ...rest }: Escalation): Escalation => rest;

const ESCALATIONS: readonly (readonly [Escalation, EscalationRow['channels']])[] = [
  [
    escalation(1, { dueAt: at(0.8), raisedAt: at(-14), amount: { amount: 12_800, currency: 'JPY' } }),
    ['email', 'phone', 'email', 'chat'],
  ],
  [
    without(
      escalation(2, {
        ...ruled(1, '1週間に3回のお問い合わせ'),
        reason: 'repeat_contact',
        found: { times: 3, days: 7 },
        customerName: 'James Li',
        owner: KIMURA,
        question: '',
        raisedAt: at(-8),
        dueAt: at(4.7),
        state: 'in_review',
        reviewer: SANADA,
      }),
    ),
    ['chat', 'phone', 'line'],
  ],
  [
    escalation(3, {
      customerName: '中村 さくら',
      raisedBy: { type: 'agent', id: uuid(50), name: '銀座店 直' },
      owner: TEAM,
      question: 'レシートがないのですが交換してよいですか。在庫はあります。上限を超えます。',
      dueAt: at(9.2),
      raisedAt: at(-5),
    }),
    ['store'],
  ],
  [
    without(
      escalation(4, {
        ...ruled(2, '法的な言葉'),
        reason: 'words',
        found: { word: 'lawyer', text: 'If this is not paid by Monday I will speak to my lawyer about it.' },
        customerName: 'Christopher Alexander Featherstonehaugh-Cholmondeley',
        owner: { type: 'agent', id: IDS.mei, name: 'Mei Tanaka' },
        question: '',
        dueAt: at(22.5),
        raisedAt: at(-5.5),
      }),
    ),
    ['email', 'email'],
  ],
  [
    without(
      escalation(5, {
        ...ruled(3, 'お約束'),
        reason: 'commitment_broken',
        found: { text: '本日17時までに折り返しお電話する' },
        customerName: '高橋 一郎',
        owner: KIMURA,
        question: '',
        dueAt: at(-3),
        raisedAt: at(-40),
        overdue: true,
      }),
    ),
    ['phone', 'sms', 'whatsapp', 'phone', 'email', 'form', 'shop', 'chat'],
  ],
  [
    escalation(6, {
      customerName: '大野 裕子',
      state: 'approved',
      reviewer: SANADA,
      decision: { by: SANADA, at: at(-2), kind: 'approve', note: '承認します。本日中に返金とお伝えください。' },
      revision: 3,
    }),
    ['email', 'chat'],
  ],
  [
    escalation(7, {
      customerName: '林 蓮',
      state: 'taken_over',
      reviewer: SANADA,
      takenFrom: AOYAMA,
      decision: { by: SANADA, at: at(-20), kind: 'take_over' },
      revision: 3,
    }),
    ['chat', 'phone'],
  ],
];

export const ROWS: readonly EscalationRow[] = ESCALATIONS.map(([one, channels]) => ({
  escalation: one,
  channels: [...channels],
}));

export const OVER_ROWS: readonly EscalationRow[] = [
  {
    escalation: escalation(20, {
      state: 'resolved',
      decision: { by: SANADA, at: at(-200), kind: 'approve' },
      outcome: 'granted',
      resolvedAt: at(-180),
      revision: 4,
    }),
    channels: ['email', 'chat'],
  },
  {
    escalation: escalation(21, {
      state: 'withdrawn',
      customerName: 'Anya Petrova',
      resolvedAt: at(-1500),
      revision: 2,
    }),
    channels: ['line'],
  },
];

export const detailOf = (escalationId: string): EscalationDetail => ({
  escalation: [...ROWS, ...OVER_ROWS].find((row) => row.escalation.id === escalationId)?.escalation ?? escalation(1),
  path: [...PATH],
  since: 2,
  facts: { days: 6, channels: 3, agents: 3 },
});

const rule = (n: number, rest: Pick<EscalationRule, 'name' | 'test'> & Partial<EscalationRule>): EscalationRule => ({
  id: uuid(9100 + n),
  enabled: true,
  dueMinutes: 30,
  revision: 1,
  ...rest,
});

export const RULES: readonly EscalationRule[] = [
  rule(1, { name: '1週間に3回のお問い合わせ', test: { kind: 'repeat_contact', times: 3, days: 7 } }),
  rule(2, {
    name: '法的な言葉',
    dueMinutes: 15,
    test: {
      kind: 'words',
      words: {
        ja: ['弁護士', '訴え', '消費者センター', '消費生活センター', '警察'],
        en: ['lawyer', 'sue', 'legal action', 'consumer protection'],
      },
    },
  }),
  rule(3, { name: 'お約束の未履行', test: { kind: 'commitment_broken' } }),
  rule(4, { name: '回答期限の超過', teamId: IDS.emailTeam, test: { kind: 'target_missed', minutes: 60 } }),
  rule(5, { name: '高額の返金', test: { kind: 'amount', currency: 'JPY', above: 30_000 } }),
  rule(6, { name: 'たらい回し', enabled: false, test: { kind: 'ping_pong', times: 3 } }),
];
