import type { Channel } from '#shared/domain/channels.ts';
import type { EVERY, Purpose } from '#shared/domain/consent.ts';
import type { CheckPurpose } from '#shared/domain/identity-check.ts';

type Word = { readonly en: string; readonly ja: string };

const CHANNEL: Readonly<Record<Channel | typeof EVERY, Word>> = {
  phone: { en: 'phone', ja: '電話' },
  chat: { en: 'chat', ja: 'チャット' },
  email: { en: 'email', ja: 'メール' },
  form: { en: 'form', ja: 'フォーム' },
  line: { en: 'LINE', ja: 'LINE' },
  sms: { en: 'SMS', ja: 'SMS' },
  whatsapp: { en: 'WhatsApp', ja: 'WhatsApp' },
  store: { en: 'store', ja: '店舗' },
  shop: { en: 'online store', ja: 'オンラインストア' },
  app: { en: 'app', ja: 'アプリ' },
  all: { en: 'every channel', ja: 'すべてのチャネル' },
};

/** What consents and identity checks are for. */
const PURPOSE: Readonly<Record<Purpose | CheckPurpose | typeof EVERY, Word>> = {
  service: { en: 'answers and notices', ja: '応対・ご連絡' },
  marketing: { en: 'advertising', ja: '広告' },
  all: { en: 'all messages', ja: 'すべての連絡' },
  inquiry: { en: 'inquiry', ja: 'お問い合わせ' },
  address_change: { en: 'address change', ja: '住所変更' },
  refund: { en: 'refund', ja: '返金' },
  disclosure: { en: 'disclosure', ja: '開示等請求' },
};

const WORDS: ReadonlyMap<string, ReadonlyMap<string, Word>> = new Map([
  ['channel', new Map(Object.entries(CHANNEL))],
  ['purpose', new Map(Object.entries(PURPOSE))],
]);

/** A detail of an error as a person reads it: the words of a code that has some, else the value itself. */
export function detailWord(name: string, locale: 'ja' | 'en', value: unknown): string {
  const said = String(value ?? '?');
  return WORDS.get(name)?.get(said)?.[locale] ?? said;
}
