import type { Locale } from '#shared/domain/people.ts';

const en = {
  goOn: 'Let us go on by chat',
  goOnText: 'We have what was said so far. You need not explain it again.',
  start: 'Start the chat',
  starting: 'Opening…',
  once: 'This link works once, in this browser.',
  back: 'Back to the chat',
  backText: 'Your chat is here in this browser.',
  over: 'This link or code no longer works',
  overText: 'It may have been used or be out of date. You can start a new chat.',
  fresh: 'Start a new chat',
  code: 'The code on your receipt, or that we told you',
  codeHint: 'Nine letters and digits, like 4F7-Q2M-9XC',
  codeStart: 'Open with the code',
  codeTitle: 'Chat with us',
  orFresh: 'No code?',
  wait: 'Too many tries. Please wait a minute and try again.',
  unreachable: 'We could not connect. Please try again.',
  language: '日本語',
} as const;

export type Words = Readonly<Record<keyof typeof en, string>>;

const ja: Words = {
  goOn: '続きはチャットでご案内いたします',
  goOnText: 'これまでの内容は引き継いでおります。あらためてご説明いただく必要はございません。',
  start: 'チャットを始める',
  starting: '開いています…',
  once: 'このリンクは、このブラウザで1回のみご利用いただけます。',
  back: 'チャットに戻る',
  backText: 'このブラウザで、チャットの続きをご覧いただけます。',
  over: 'このリンクまたはコードは、ご利用いただけません',
  overText: 'すでに使われたか、有効期限が過ぎています。新しくチャットを始めることができます。',
  fresh: '新しくチャットを始める',
  code: 'レシートまたはご案内のコード',
  codeHint: '英数字9文字（例：4F7-Q2M-9XC）',
  codeStart: 'コードで開く',
  codeTitle: 'チャットでのお問い合わせ',
  orFresh: 'コードをお持ちでない方',
  wait: '操作の回数が多すぎます。1分ほどおいて、もう一度お試しください。',
  unreachable: '接続できませんでした。もう一度お試しください。',
  language: 'English',
};

/** Everything the page says before the chat opens, in both languages. */
export const GO_WORDS: Readonly<Record<Locale, Words>> = { en, ja };
