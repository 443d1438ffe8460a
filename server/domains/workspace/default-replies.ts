import type { ReplyText } from '#shared/domain/saved-reply.ts';

type Default = { readonly shortcut: string; readonly ja: ReplyText; readonly en: ReplyText };

/** Saved replies of a new workspace, each in both languages. Letters begin with who writes; the mailbox's signature ends them. */
export const DEFAULT_REPLIES: readonly Default[] = [
  {
    shortcut: 'hello',
    ja: {
      title: 'はじめのご挨拶',
      body: 'お問い合わせいただきありがとうございます。担当の者が確認いたしますので、少々お待ちください。',
      chat: 'お問い合わせありがとうございます。{agent|担当の者}が確認いたしますので、少々お待ちください。',
      mail: '{customer}\n\nお世話になっております。{company}の{agent|担当}でございます。\nお問い合わせいただき、誠にありがとうございます。（受付番号：{number|—}）',
    },
    en: {
      title: 'Greeting',
      body: 'Thank you for getting in touch. I am looking into this now; please give me a moment.',
      mail: 'Dear {customer|customer},\n\nThank you for getting in touch with {company}. (Reference: {number|—})',
    },
  },
  {
    shortcut: 'order',
    ja: {
      title: '注文番号をうかがう',
      body: '恐れ入りますが、ご注文番号をお知らせいただけますでしょうか。確認メールの件名に記載がございます。',
    },
    en: {
      title: 'Ask for the order number',
      body: 'Could you tell me your order number? You will find it in the subject of the confirmation email.',
    },
  },
  {
    shortcut: 'wait',
    ja: {
      title: '確認のためお待ちいただく',
      body: '担当部署に確認しております。お時間をいただき申し訳ございませんが、いましばらくお待ちください。',
    },
    en: {
      title: 'Ask to wait',
      body: 'I am checking this with the team in charge. I am sorry to keep you waiting.',
    },
  },
  {
    shortcut: 'ship',
    ja: {
      title: '配送状況のご案内',
      body: 'お荷物は発送済みです。配送状況は、発送のお知らせに記載の追跡番号からご確認いただけます。',
    },
    en: {
      title: 'Delivery status',
      body: 'Your parcel is on its way. You can follow it with the tracking number in the dispatch email.',
    },
  },
  {
    shortcut: 'return',
    ja: {
      title: '返品のご案内',
      body: '返品は、商品到着後14日以内にご連絡いただいた未使用の商品に限りお受けしております。ご希望の場合は、ご注文番号と返品の理由をお知らせください。',
    },
    en: {
      title: 'Returns',
      body: 'Unused goods can be returned within 14 days of delivery. If you would like to return yours, please tell me the order number and the reason.',
    },
  },
  {
    shortcut: 'refund',
    ja: {
      title: '返金のご案内',
      body: '返品の到着を確認してから、3営業日以内に返金の手続きをいたします。カード会社により、反映までお時間がかかることがございます。',
    },
    en: {
      title: 'Refunds',
      body: 'We refund within three working days of receiving the goods. Your card company may take longer to show it.',
    },
  },
  {
    shortcut: 'sorry',
    ja: { title: 'お詫び', body: 'このたびはご不便をおかけし、誠に申し訳ございません。' },
    en: { title: 'Apology', body: 'I am very sorry for the trouble this has caused you.' },
  },
  {
    shortcut: 'store',
    ja: {
      title: '店舗受取のご案内',
      body: 'ご用意ができましたら、メールでお知らせいたします。ご来店の際は、お知らせメールまたは会員証をお持ちください。',
    },
    en: {
      title: 'Store pickup',
      body: 'We will email you when it is ready. Please bring that email or your member card to the store.',
    },
  },
  {
    shortcut: 'more',
    ja: { title: 'ほかにご用件は', body: 'ほかにご不明な点はございませんか。' },
    en: { title: 'Anything else', body: 'Is there anything else I can help you with?' },
  },
  {
    shortcut: 'thanks',
    ja: {
      title: '結びのご挨拶',
      body: 'お問い合わせいただきありがとうございました。またのご利用をお待ちしております。',
    },
    en: { title: 'Closing', body: 'Thank you for contacting us. We look forward to seeing you again.' },
  },
];
