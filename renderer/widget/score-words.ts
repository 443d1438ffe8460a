import type { Locale } from '#shared/domain/people.ts';

export type ScoreWords = {
  /** From 1 to 5. */
  readonly labels: readonly string[];
  readonly hint: string;
  readonly comment: string;
  readonly send: string;
  readonly failed: string;
  readonly again: string;
  readonly given: string;
};

/** What stands around the five buttons, in the chat and on the answer page. */
export const SCORE_WORDS: Readonly<Record<Locale, ScoreWords>> = {
  en: {
    labels: ['Very unhappy', 'Unhappy', 'Neither', 'Happy', 'Very happy'],
    hint: '1 is very unhappy, 5 very happy.',
    comment: 'Add a word, if you like',
    send: 'Send',
    failed: 'That did not work. Please try again.',
    again: 'Change my answer',
    given: 'Your answer: {score} of 5',
  },
  ja: {
    labels: ['不満', 'やや不満', 'ふつう', 'やや満足', '満足'],
    hint: '1が不満、5が満足です。',
    comment: 'よろしければ、ひとことお聞かせください',
    send: '送信',
    failed: '送信できませんでした。もう一度お試しください。',
    again: '回答を変更する',
    given: 'ご回答：5段階中{score}',
  },
};
