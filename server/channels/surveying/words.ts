import { fill } from '#server/channels/reaching.ts';
import type { Locale } from '#shared/domain/people.ts';
import { SCORES, type SurveyFields } from '#shared/domain/survey.ts';

/** What each score is called, in words; equals in both languages. */
const LABELS: Readonly<Record<Locale, readonly [string, string, string, string, string]>> = {
  ja: ['不満', 'やや不満', 'ふつう', 'やや満足', '満足'],
  en: ['Very unhappy', 'Unhappy', 'Neither', 'Happy', 'Very happy'],
};

/** By a message that can be answered with a number; `{link}` stands only where the hub has an address. */
const BY_NUMBER: Readonly<Record<Locale, string>> = {
  ja: '1（不満）〜5（満足）の数字だけをご返信ください。',
  en: 'Reply with one number only, from 1 (very unhappy) to 5 (very happy).',
};
const OR_LINK: Readonly<Record<Locale, string>> = {
  ja: 'ひとことお添えいただく場合はこちらから（{time}まで）\n{link}',
  en: 'To add a word, answer here (until {time})\n{link}',
};
const BY_LINKS: Readonly<Record<Locale, string>> = {
  ja: '当てはまるものをお選びください（{time}まで）。',
  en: 'Please choose one (until {time}).',
};
/** Who writes an SMS is seen nowhere but in its words, and a mail is signed. */
const FIRST: Readonly<Record<Locale, string>> = { ja: '【{company}】', en: '{company}: ' };

export type Asked = {
  readonly locale: Locale;
  readonly company: string;
  readonly agent: string;
  readonly time: string;
  /** As it stands on the thread, without its secret; null where there is none. */
  readonly link: string | null;
};

/** The team's question, in the customer's language. */
export const questionOf = (fields: SurveyFields, { locale, company, agent }: Omit<Asked, 'time' | 'link'>): string =>
  fill(locale === 'ja' ? fields.questionJa : fields.questionEn, { company, agent });

export const thanksOf = (fields: SurveyFields, locale: Locale): string =>
  locale === 'ja' ? fields.thanksJa : fields.thanksEn;

/** As a message: the company, the question, how to answer. */
export function messageText(fields: SurveyFields, asked: Asked): string {
  const { locale, company, time, link } = asked;
  const question = questionOf(fields, asked);
  const head = question.includes(company) ? question : `${fill(FIRST[locale], { company })}${question}`;
  const lines = [head, BY_NUMBER[locale], ...(link === null ? [] : [fill(OR_LINK[locale], { time, link })])];
  return lines.join('\n');
}

/** As a mail: the question and five links, each of which has its score chosen already. */
export function mailText(fields: SurveyFields, asked: Asked & { readonly link: string }): string {
  const { locale, company, time, link } = asked;
  const choices = [...SCORES].reverse().map((score) => `${score}  ${LABELS[locale][score - 1]}\n   ${link}.${score}`);
  return [questionOf(fields, asked), fill(BY_LINKS[locale], { time }), ...choices, company].join('\n\n');
}
