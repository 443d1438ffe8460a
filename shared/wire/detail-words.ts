import type { Channel } from '#shared/domain/channels.ts';
import type { EVERY, Purpose } from '#shared/domain/consent.ts';
import type { EscalationState } from '#shared/domain/escalation.ts';
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

/** Where an escalation stands. */
const ESCALATION: Readonly<Record<EscalationState, Word>> = {
  raised: { en: 'raised', ja: '相談中' },
  in_review: { en: 'in review', ja: '確認中' },
  approved: { en: 'approved', ja: '承認' },
  returned: { en: 'returned', ja: '差し戻し' },
  taken_over: { en: 'taken over', ja: '交代' },
  resolved: { en: 'closed', ja: '終了' },
  withdrawn: { en: 'withdrawn', ja: '取り下げ' },
};

/** Where a conversation, a call, a handoff or whatever else an act was meant for stands. */
const STATE: Readonly<Record<string, Word>> = {
  ...ESCALATION,
  open: { en: 'open', ja: '対応中' },
  waiting: { en: 'waiting', ja: '回答待ち' },
  snoozed: { en: 'snoozed', ja: '日時指定' },
  resolved: { en: 'resolved', ja: '対応完了' },
  merged: { en: 'part of another one', ja: '統合済み' },
  closed: { en: 'closed', ja: '終了' },
  joined: { en: 'joined already', ja: '統合済み' },
  inactive: { en: 'deactivated', ja: '無効' },
  yours: { en: 'yours', ja: 'あなたの担当' },
  ringing: { en: 'ringing', ja: '呼び出し中' },
  active: { en: 'active', ja: '通話中' },
  held: { en: 'on hold', ja: '保留中' },
  ended: { en: 'over', ja: '終了' },
  softphone: { en: 'on the desk’s own softphone', ja: 'ソフトフォンでの通話' },
  blind: { en: 'being transferred', ja: '転送中' },
  consult: { en: 'in a consultation', ja: '転送前の相談中' },
  offered: { en: 'offered', ja: '依頼中' },
  accepted: { en: 'accepted', ja: '引き受け済み' },
  completed: { en: 'completed', ja: '引き継ぎ完了' },
  declined: { en: 'declined', ja: '今は受けられない' },
  expired: { en: 'expired', ja: '期限切れ' },
  lapsed: { en: 'lapsed', ja: 'お客様未接続' },
};

/** Why a lead can not come onto a call, or not in that way. */
const REASON: Readonly<Record<string, Word>> = {
  softphone: { en: 'a softphone call', ja: 'ソフトフォンの通話' },
  no_telephone: { en: 'no telephone of yours', ja: 'あなたの電話が未設定' },
  listen: { en: 'listening', ja: '聞く' },
  whisper: { en: 'whispering', ja: 'ささやく' },
  join: { en: 'joining', ja: '参加する' },
};

const WORDS: ReadonlyMap<string, ReadonlyMap<string, Word>> = new Map([
  ['channel', new Map(Object.entries(CHANNEL))],
  ['purpose', new Map(Object.entries(PURPOSE))],
  ['escalation', new Map(Object.entries(ESCALATION))],
  ['state', new Map(Object.entries(STATE))],
  ['reason', new Map(Object.entries(REASON))],
]);

/** A detail of an error as a person reads it: the words of a code that has some, else the value itself. */
export function detailWord(name: string, locale: 'ja' | 'en', value: unknown): string {
  const said = String(value ?? '?');
  return WORDS.get(name)?.get(said)?.[locale] ?? said;
}
