import type { Locale } from '#shared/domain/people.ts';

const en = {
  loading: 'Opening…',
  over: 'This question can no longer be answered',
  overText: 'It may have been answered, or be out of date. Thank you for coming all the same.',
  unreachable: 'We could not connect.',
  retry: 'Try again',
  wait: 'Too many tries. Please wait a minute and try again.',
  thanks: 'Thank you',
  language: '日本語',
} as const;

export type Words = Readonly<Record<keyof typeof en, string>>;

const ja: Words = {
  loading: '開いています…',
  over: 'このアンケートは、ご回答いただけません',
  overText: 'すでにご回答済みか、受付期間が過ぎています。お越しいただきありがとうございます。',
  unreachable: '接続できませんでした。',
  retry: 'もう一度試す',
  wait: '操作の回数が多すぎます。1分ほどおいて、もう一度お試しください。',
  thanks: 'ありがとうございます',
  language: 'English',
};

/** Everything the answer page says by itself; the question and the thanks come from the hub. */
export const RATE_WORDS: Readonly<Record<Locale, Words>> = { en, ja };
