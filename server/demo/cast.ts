import type { Locale } from '#shared/domain/people.ts';

/** Everybody here is invented; addresses end in the reserved example domains and phone numbers in unassigned ranges. */
export type DemoAgent = {
  readonly login: string;
  readonly name: string;
  readonly publicName: string;
  readonly role: 'agent' | 'lead' | 'admin';
  readonly locale: Locale;
  readonly languages: readonly Locale[];
  readonly teams: readonly string[];
};

export const DEMO_SHOP = 'North Roastery';
export const DESK_TEAM = 'お客様サポート';
export const DELIVERY_TEAM = '配送・返品';

export const DEMO_AGENTS: readonly DemoAgent[] = [
  {
    login: 'aoyama',
    name: '青山 さくら',
    publicName: '青山',
    role: 'agent',
    locale: 'ja',
    languages: ['ja', 'en'],
    teams: [DESK_TEAM],
  },
  {
    login: 'kimura',
    name: '木村 健',
    publicName: '木村',
    role: 'agent',
    locale: 'ja',
    languages: ['ja'],
    teams: [DESK_TEAM, DELIVERY_TEAM],
  },
  {
    login: 'sanada',
    name: '真田 律子',
    publicName: '真田',
    role: 'lead',
    locale: 'ja',
    languages: ['ja', 'en'],
    teams: [DESK_TEAM, DELIVERY_TEAM],
  },
  {
    login: 'ogawa',
    name: '小川 真理',
    publicName: '小川',
    role: 'admin',
    locale: 'ja',
    languages: ['ja', 'en'],
    teams: [],
  },
];

export type DemoCustomer = {
  readonly key: string;
  readonly name: string;
  readonly kana?: string;
  readonly locale: Locale;
  readonly phone?: string;
  readonly email: string;
  readonly loyalty?: string;
  readonly rank?: string;
  readonly care?: { readonly title: string; readonly detail: string };
};

const ja = (key: string, name: string, kana: string, more: Partial<DemoCustomer> = {}): DemoCustomer => ({
  key,
  name,
  kana,
  locale: 'ja',
  email: `${key}@example.jp`,
  ...more,
});
const en = (key: string, name: string, more: Partial<DemoCustomer> = {}): DemoCustomer => ({
  key,
  name,
  locale: 'en',
  email: `${key.replace('-', '.')}@example.com`,
  ...more,
});

export const DEMO_CUSTOMERS: readonly DemoCustomer[] = [
  ja('sato-misaki', '佐藤 美咲', 'さとう みさき', {
    phone: '+819000004417',
    loyalty: '0042-1187',
    rank: 'ゴールド',
    care: {
      title: '電気製品の水漏れ',
      detail: 'コンセントは抜いてあるか、けがはないかを最初に確認。品質チームが調査中。',
    },
  }),
  ja('tanaka-ichiro', '田中 一郎', 'たなか いちろう', { phone: '+819000001022', loyalty: '0042-2204' }),
  ja('nakamura-sakura', '中村 さくら', 'なかむら さくら', { phone: '+819000001533', rank: 'ゴールド' }),
  ja('mori-haruka', '森 はるか', 'もり はるか', { phone: '+819000002841' }),
  ja('kobayashi-kenta', '小林 健太', 'こばやし けんた', { phone: '+819000003095', loyalty: '0042-3310' }),
  ja('yoshida-akiko', '吉田 明子', 'よしだ あきこ', { phone: '+819000003377' }),
  ja('watanabe-daisuke', '渡辺 大輔', 'わたなべ だいすけ', { phone: '+819000004120', rank: 'シルバー' }),
  ja('ono-yuko', '大野 裕子', 'おおの ゆうこ', { phone: '+819000004488' }),
  ja('hayashi-ren', '林 蓮', 'はやし れん', { phone: '+819000004901', loyalty: '0042-4475' }),
  ja('shimizu-naoko', '清水 直子', 'しみず なおこ', { phone: '+819000005233' }),
  ja('ito-shohei', '伊藤 翔平', 'いとう しょうへい', { phone: '+819000005607' }),
  ja('kato-emi', '加藤 恵美', 'かとう えみ', { phone: '+819000006018', rank: 'ゴールド' }),
  en('james-li', 'James Li', { phone: '+14155550188', rank: 'Gold' }),
  en('ava-moore', 'Ava Moore', { phone: '+14155550121' }),
  en('ivan-santos', 'Ivan Santos', { phone: '+14155550134', loyalty: '0042-7120' }),
  en('noah-brown', 'Noah Brown', { phone: '+14155550147' }),
  en('anya-garcia', 'Anya Garcia', { phone: '+14155550159', rank: 'Silver' }),
  en('olivia-chen', 'Olivia Chen', { phone: '+14155550163' }),
];

/** Customers who come by themselves while the demo runs; their rank says on every screen that they are simulated. */
export const SIMULATED_CUSTOMERS: readonly DemoCustomer[] = [
  ja('sim-aoki', '青木 陽子', 'あおき ようこ', { rank: '模擬のお客様' }),
  ja('sim-fujita', '藤田 誠', 'ふじた まこと', { rank: '模擬のお客様' }),
  ja('sim-nishi', '西 あかり', 'にし あかり', { rank: '模擬のお客様' }),
  en('sim-mia-stone', 'Mia Stone', { rank: 'simulated' }),
  en('sim-leo-park', 'Leo Park', { rank: 'simulated' }),
];
