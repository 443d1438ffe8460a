import type { Locale } from '#shared/domain/people.ts';

/** How conversations end, in a new workspace; the most usual first ([CV8]). */
export const DEFAULT_OUTCOMES = [
  { code: 'solved', ja: '解決', en: 'Solved' },
  { code: 'information_given', ja: 'ご案内のみ', en: 'Information given' },
  { code: 'refunded', ja: '返金', en: 'Refunded' },
  { code: 'exchanged', ja: '交換', en: 'Exchanged' },
  { code: 'cancelled', ja: '注文キャンセル', en: 'Order cancelled' },
  { code: 'passed_on', ja: '他部署へ引き渡し', en: 'Passed on' },
  { code: 'no_answer', ja: 'お客様の返信なし', en: 'No answer from the customer' },
  { code: 'not_solved', ja: '未解決', en: 'Not solved' },
] as const;

type Reply = { readonly shortcut: string; readonly title: string; readonly body: string; readonly locale: Locale };
const ja = (shortcut: string, title: string, body: string): Reply => ({ shortcut, title, body, locale: 'ja' });
const en = (shortcut: string, title: string, body: string): Reply => ({ shortcut, title, body, locale: 'en' });

/** Saved replies of a new workspace; the same shortcut in both languages. */
export const DEFAULT_REPLIES: readonly Reply[] = [
  ja(
    'hello',
    'はじめのご挨拶',
    'お問い合わせいただきありがとうございます。担当の者が確認いたしますので、少々お待ちください。',
  ),
  en('hello', 'Greeting', 'Thank you for getting in touch. I am looking into this now; please give me a moment.'),
  ja(
    'order',
    '注文番号をうかがう',
    '恐れ入りますが、ご注文番号をお知らせいただけますでしょうか。確認メールの件名に記載がございます。',
  ),
  en(
    'order',
    'Ask for the order number',
    'Could you tell me your order number? You will find it in the subject of the confirmation email.',
  ),
  ja(
    'wait',
    '確認のためお待ちいただく',
    '担当部署に確認しております。お時間をいただき申し訳ございませんが、いましばらくお待ちください。',
  ),
  en('wait', 'Ask to wait', 'I am checking this with the team in charge. I am sorry to keep you waiting.'),
  ja(
    'ship',
    '配送状況のご案内',
    'お荷物は発送済みです。配送状況は、発送のお知らせに記載の追跡番号からご確認いただけます。',
  ),
  en(
    'ship',
    'Delivery status',
    'Your parcel is on its way. You can follow it with the tracking number in the dispatch email.',
  ),
  ja(
    'return',
    '返品のご案内',
    '返品は、商品到着後14日以内にご連絡いただいた未使用の商品に限りお受けしております。ご希望の場合は、ご注文番号と返品の理由をお知らせください。',
  ),
  en(
    'return',
    'Returns',
    'Unused goods can be returned within 14 days of delivery. If you would like to return yours, please tell me the order number and the reason.',
  ),
  ja(
    'refund',
    '返金のご案内',
    '返品の到着を確認してから、3営業日以内に返金の手続きをいたします。カード会社により、反映までお時間がかかることがございます。',
  ),
  en(
    'refund',
    'Refunds',
    'We refund within three working days of receiving the goods. Your card company may take longer to show it.',
  ),
  ja('sorry', 'お詫び', 'このたびはご不便をおかけし、誠に申し訳ございません。'),
  en('sorry', 'Apology', 'I am very sorry for the trouble this has caused you.'),
  ja(
    'store',
    '店舗受取のご案内',
    'ご用意ができましたら、メールでお知らせいたします。ご来店の際は、お知らせメールまたは会員証をお持ちください。',
  ),
  en(
    'store',
    'Store pickup',
    'We will email you when it is ready. Please bring that email or your member card to the store.',
  ),
  ja('more', 'ほかにご用件は', 'ほかにご不明な点はございませんか。'),
  en('more', 'Anything else', 'Is there anything else I can help you with?'),
  ja('thanks', '結びのご挨拶', 'お問い合わせいただきありがとうございました。またのご利用をお待ちしております。'),
  en('thanks', 'Closing', 'Thank you for contacting us. We look forward to seeing you again.'),
];
