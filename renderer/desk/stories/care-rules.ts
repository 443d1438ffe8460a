import type { CareRules } from '#shared/domain/care.ts';

/** What a lead keeps for danger and for harassment, as a shop in Japan might. */
export const CARE_RULES: CareRules = {
  safetyWords: {
    ja: [
      '発煙',
      '煙が出',
      '発火',
      '火が出',
      '焦げ',
      '爆発',
      '感電',
      '火傷',
      'けがを',
      '出血',
      'アレルギー',
      '異物',
      '情報漏',
    ],
    en: ['smoke', 'fire', 'burned', 'electric shock', 'injury', 'bleeding', 'allergic', 'data leak'],
  },
  checklist: [
    {
      code: 'safe_now',
      ja: 'お客様と周囲の安全を確認し、使用の中止をお願いした',
      en: 'The customer and people around are safe, and asked to stop using it',
    },
    {
      code: 'injured',
      ja: 'けが・体調の有無と医療機関の受診を確認した',
      en: 'Injuries and medical help asked about',
    },
    {
      code: 'product',
      ja: '商品名・ロット・購入日・使用状況を確認した',
      en: 'Product, lot, date of purchase and use written down',
    },
    { code: 'told', ja: '品質・安全の担当へ連絡した', en: 'Quality or safety team told' },
  ],
  script: [
    {
      ja: '恐れ入りますが、そのようなお言葉が続きますと、ご案内を続けることができません。',
      en: 'I am sorry, but I can not go on helping while I am spoken to like this.',
    },
    {
      ja: '重ねて申し上げます。同様のお言葉が続く場合は、この対応を終了させていただきます。',
      en: 'I must say it again: if this goes on, I will have to end this conversation.',
    },
    {
      ja: 'これ以上のご案内はいたしかねますので、こちらで対応を終了させていただきます。',
      en: 'I can not help any further like this, and will end our conversation now.',
    },
  ],
  revision: 4,
};
