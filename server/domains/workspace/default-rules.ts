import type { EscalationRule, RuleTest } from '#shared/domain/escalation.ts';
import type { Locale } from '#shared/domain/people.ts';

type Default = {
  readonly ja: string;
  readonly en: string;
  readonly test: RuleTest;
  readonly dueMinutes: number;
  readonly enabled?: false;
};

const refund = (currency: string, ja: string): Default => ({
  ja: `上限を超える返金（${ja}）`,
  en: `Refund above the limit (${currency})`,
  test: { kind: 'amount', currency, above: 0 },
  dueMinutes: 30,
});

const WORDS: RuleTest = {
  kind: 'words',
  words: {
    ja: ['消費者センター', '消費生活センター', '弁護士', '訴訟', '訴える', '警察', '炎上'],
    en: ['lawyer', 'attorney', 'lawsuit', 'legal action', 'consumer protection', 'police'],
  },
};

/** The same as migration 0022 gives to a workspace that was there before. */
const DEFAULTS: readonly Default[] = [
  {
    ja: '7日間に3回目のお問い合わせ',
    en: 'Third contact in 7 days',
    test: { kind: 'repeat_contact', times: 3, days: 7 },
    dueMinutes: 60,
  },
  {
    ja: '返信目標を30分超過',
    en: 'Answer 30 minutes past its target',
    test: { kind: 'target_missed', minutes: 30 },
    dueMinutes: 30,
  },
  // Which words matter differs from shop to shop: a lead reads the list before it is in force.
  { ja: '気になる言葉', en: 'Words to look out for', test: WORDS, dueMinutes: 30, enabled: false },
  refund('JPY', '円'),
  refund('USD', '米ドル'),
  refund('EUR', 'ユーロ'),
  {
    ja: '引き継ぎの往復が3回',
    en: 'Handed back and forth 3 times',
    test: { kind: 'ping_pong', times: 3 },
    dueMinutes: 60,
  },
  { ja: '約束の時間を過ぎた', en: 'A promise was broken', test: { kind: 'commitment_broken' }, dueMinutes: 30 },
];

/** The rules that a new workspace begins with ([ES1]), named in its language. */
export const defaultRules = (locale: Locale): Omit<EscalationRule, 'id' | 'revision'>[] =>
  DEFAULTS.map(({ ja, en, test, dueMinutes, enabled = true }) => ({
    name: locale === 'ja' ? ja : en,
    test,
    dueMinutes,
    enabled,
  }));
