import type { LibraryReply } from '#shared/domain/saved-reply.ts';
import type { WordingRule } from '#shared/domain/wording/wording-rule.ts';
import { IDS } from './fake-desk.ts';

const id = (n: number): string => `0198c0de-0000-7000-8000-0000000009${String(n).padStart(2, '0')}`;
const owner = { id: IDS.me, name: '青山 さくら' };

const RETURN_MAIL =
  '{customer}\n\nお世話になっております。{company}の{agent|担当}でございます。\nご注文番号 {order|—} の返品を承りました。\n{today+7}までに、着払いでお送りくださいますようお願い申し上げます。';

export const savedReply = (n: number, over: Partial<LibraryReply> = {}): LibraryReply => ({
  id: id(n),
  shortcut: `reply${n}`,
  state: 'approved',
  ja: { title: `ご案内${n}`, body: `{customer}、ご案内いたします${n}。` },
  owner,
  used: n * 7,
  changedAt: '2025-11-17T04:00:00.000Z',
  revision: n,
  ...over,
});

const RETURNS = {
  ja: {
    title: '返品のご案内',
    body: '{customer}、ご注文番号 {order|ご注文} の返品を承ります。{today+7}までにお送りください。',
    chat: '返品を承ります。{today+7}までにお送りください。',
    mail: RETURN_MAIL,
  },
  en: { title: 'Returns', body: 'Dear {customer|customer}, please send order {order} back by {today+7}.' },
};

export const LIBRARY: readonly LibraryReply[] = [
  savedReply(1, {
    shortcut: 'return',
    state: 'submitted',
    ...RETURNS,
    inUse: { shortcut: 'return', ja: { title: '返品のご案内', body: '{customer}、返品を了解しました。' } },
    used: 128,
  }),
  savedReply(2, { shortcut: 'late', state: 'draft', teamId: IDS.emailTeam, used: 0 }),
  savedReply(3, {
    shortcut: 'hello',
    ja: { title: 'はじめのご挨拶', body: '{customer}、{company}の{agent}でございます。' },
    en: { title: 'Greeting', body: 'Hello {customer}, this is {agent} of {company}.' },
    used: 2310,
  }),
  savedReply(4, {
    shortcut: 'long',
    ja: {
      title: 'とても長い件名の定型文で、一覧の幅に入りきらないときにどう見えるかを確かめるためのもの',
      body: '長い本文です。'.repeat(80),
    },
  }),
  savedReply(5, { shortcut: 'old', state: 'retired' }),
];

export const wordingRule = (n: number, over: Partial<WordingRule> = {}): WordingRule => ({
  id: id(50 + n),
  locale: 'ja',
  test: { kind: 'words', find: ['了解しました', '了解です'], replace: '承知いたしました', except: [] },
  reason: '目上の方・お客様には使いません',
  level: 'warn',
  channels: [],
  enabled: true,
  revision: n,
  ...over,
});

export const WORDING: readonly WordingRule[] = [
  wordingRule(1, {
    test: { kind: 'words', find: ['絶対に', '必ず治る'], except: [] },
    reason: '断定は景品表示法・薬機法に触れるおそれがあります',
    level: 'block',
  }),
  wordingRule(2),
  wordingRule(3, {
    test: { kind: 'words', find: ['出来'], replace: 'でき', except: ['出来事', '上出来'] },
    reason: '補助動詞はひらがなで書きます',
    channels: ['email'],
  }),
  wordingRule(4, { test: { kind: 'width', signs: 'digits', want: 'one_byte' }, reason: '数字は半角で書きます' }),
  wordingRule(5, {
    locale: 'en',
    test: { kind: 'words', find: ['asap'], replace: 'as soon as possible', except: [] },
    reason: 'Written out to customers',
    enabled: false,
  }),
];
