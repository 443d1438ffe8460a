import type { Locale } from '#shared/domain/people.ts';

/** One talk as it was: who says what, and how it ended. `c` the customer, `a` the agent, `n` a note. */
export type Dialogue = {
  readonly turns: readonly (readonly ['c' | 'a' | 'n', string])[];
  readonly category: string;
  readonly outcome: string;
};

/** Talks of past months; every customer has had one or two of them. Categories are the default tree's English names. */
export const PAST: Readonly<Record<Locale, readonly Dialogue[]>> = {
  ja: [
    {
      turns: [
        ['c', 'フィルターコーヒーに合うグラインダーの目盛りを教えてください。'],
        [
          'a',
          'お問い合わせありがとうございます。G7でしたら、まず14から16でお試しください。酸味が強ければ一つずつ細かくしてみてください。',
        ],
        ['c', '15でちょうどよくなりました。助かりました。'],
        ['a', 'それはよかったです。またいつでもお声がけください。'],
      ],
      category: 'How to use',
      outcome: 'information_given',
    },
    {
      turns: [
        ['c', '昨日注文した豆、届け先を職場に変更できますか？'],
        ['a', '確認いたします。出荷前ですので変更を承れます。新しいご住所をお知らせください。'],
        ['c', 'お願いします。住所はマイページの2番目です。'],
        ['n', '倉庫に住所変更を依頼、15:10に変更済みの返答あり。'],
        ['a', 'お届け先を変更いたしました。お届け予定日に変わりはございません。'],
      ],
      category: 'Delivery address',
      outcome: 'solved',
    },
    {
      turns: [
        ['c', 'マグの縁が欠けて届きました。交換できますか。'],
        [
          'a',
          '申し訳ございません。すぐに代わりの品をお送りいたします。お手元の品は処分していただいて差し支えございません。',
        ],
        ['c', '早い対応をありがとうございます。'],
      ],
      category: 'Faulty',
      outcome: 'exchanged',
    },
    {
      turns: [
        ['c', '領収書の宛名を会社名にしたいのですが'],
        ['a', '承知いたしました。宛名をお知らせいただければ、PDFを再発行いたします。'],
        ['c', '「株式会社みなと設計」でお願いします。'],
        ['a', '再発行し、ご登録のメールアドレスへお送りいたしました。'],
      ],
      category: 'Receipt',
      outcome: 'solved',
    },
  ],
  en: [
    {
      turns: [
        ['c', 'Hi, my parcel has said “in transit” for four days. Is it lost?'],
        ['a', 'Thank you for telling us. I have asked the carrier to look for it and will come back to you today.'],
        ['n', 'Carrier found it in the Oakland depot, out for delivery tomorrow.'],
        ['a', 'Good news: it was found and will be with you tomorrow before noon.'],
        ['c', 'It came, thank you!'],
      ],
      category: 'Delayed',
      outcome: 'solved',
    },
    {
      turns: [
        ['c', 'Which beans would you suggest for a lighter filter coffee?'],
        ['a', 'The Ethiopia Yirgacheffe: floral and light. Try 15 g to 250 ml at 92 °C.'],
        ['c', 'Perfect, ordering now.'],
      ],
      category: 'How to use',
      outcome: 'information_given',
    },
    {
      turns: [
        ['c', 'I was charged twice for my last order.'],
        [
          'a',
          'I am sorry about that. I can see two authorisations; one of them falls away by itself within three days.',
        ],
        ['c', 'Okay, I will watch it.'],
      ],
      category: 'Charges',
      outcome: 'information_given',
    },
  ],
};

/** What simulated customers say, in turn; each next line follows an answer. */
export const SIMULATED: Readonly<Record<Locale, readonly (readonly string[])[]>> = {
  ja: [
    [
      'こんにちは。先日買った細口ケトルの蓋がゆるいのですが、これは仕様ですか？',
      'なるほど。写真を送った方がよいでしょうか？',
      'わかりました。ありがとうございます！',
    ],
    ['注文した豆の挽き目を、豆のままに変更できますか？', '注文は昨日の夜です。', '助かります。よろしくお願いします。'],
    [
      '京焼マグの藍は、渋谷店に在庫がありますか？',
      '18時ごろに行きます。取り置きはできますか？',
      'ありがとうございます、伺います。',
    ],
  ],
  en: [
    [
      'Hello! Does the G7 grinder run on 120 V as well?',
      'Great. And does it ship with a US plug?',
      'Thanks, that is all I needed.',
    ],
    [
      'Hi, can I still add a pack of filters to my order from this morning?',
      'It is the one with the Kenya beans.',
      'Lovely, thank you.',
    ],
  ],
};

export const NUDGE: Readonly<Record<Locale, string>> = {
  ja: 'お待ちしていますが、まだでしょうか？',
  en: 'Are you still there?',
};
