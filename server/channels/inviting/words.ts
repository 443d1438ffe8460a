import type { Channel } from '#shared/domain/channels.ts';
import type { CrossingWay } from '#shared/domain/crossing.ts';
import type { Locale } from '#shared/domain/people.ts';

/**
 * Every word a customer gets when they are asked onto another channel ([HO6]); equals in both languages, not translations
 * of each other. `{company}` and `{agent}` are filled in at once, the others when it is sent:
 * `{link}` opens the chat, `{code}` is typed in or shown at a counter, `{number}` is called, `{time}` is until or at when.
 */
const WAYS: Readonly<Record<CrossingWay, Readonly<Record<Locale, string>>>> = {
  link: {
    ja: '{agent}です。続きはチャットでご案内いたします。こちらを開いてください（{time}まで・1回のみ有効）。\n{link}',
    en: '{agent} here. Let us go on by chat: open this link (until {time}, works once).\n{link}',
  },
  message: {
    ja: '{agent}です。続きはこちらで承ります。このままご返信ください。',
    en: '{agent} here. Let us go on here: just reply to this message.',
  },
  mail: {
    ja: '{agent}でございます。これまでのやり取りをお送りいたします。続きは、このメールへのご返信で承ります。',
    en: '{agent} here. Below is what we have said so far. To go on, just reply to this mail.',
  },
  callback: {
    ja: '{agent}です。{time}、{number}へお電話いたします。',
    en: '{agent} here. We will call you {time} on {number}.',
  },
  call_link: {
    ja: '{agent}です。お電話でご案内いたします。{number}へおかけください（{time}まで）。',
    en: '{agent} here. Let us go on by phone: please call {number} (until {time}).',
  },
  code: {
    ja: '{agent}です。店頭でこのコードをお見せください：{code}（{time}まで有効）',
    en: '{agent} here. Please show this code at the counter: {code} (until {time})',
  },
};

/** A code that is typed in leads into the chat; the one above is shown in a store. */
const TYPED: Readonly<Record<Locale, string>> = {
  ja: '{link} を開き、コード {code} をご入力ください（{time}まで・1回のみ有効）。',
  en: 'Open {link} and type in the code {code} (until {time}, works once).',
};

/** A callback whose number is not known yet: the chat asks for it. */
const ASKED: Readonly<Record<Locale, string>> = {
  ja: '{agent}です。お電話でご案内いたします。お電話番号をご入力ください。',
  en: '{agent} here. Let us go on by phone: please type in the number we can reach you on.',
};

/** Who writes an SMS is seen nowhere but in its words, so the company's name comes first there. */
const FIRST: Readonly<Record<Locale, string>> = { ja: '【{company}】', en: '{company}: ' };
/** A mail is signed. */
const LAST: Readonly<Record<Locale, string>> = { ja: '\n\n{company}', en: '\n\n{company}' };

/** What the chat says first to whom we led there; in place of asking what they want. */
export const WELCOME: Readonly<Record<Locale, string>> = {
  ja: '担当の{agent}がご案内いたします。これまでの内容は引き継いでおりますので、あらためてご説明いただく必要はございません。',
  en: '{agent} is here for you and has what was said so far. You need not explain it again.',
};

/** Above what was said so far, in a mail. */
export const TRANSCRIPT_HEAD: Readonly<Record<Locale, string>> = {
  ja: '――― これまでのやり取り ―――',
  en: '--- What we have said so far ---',
};
/** Who the customer is to themselves, and who has no name. */
export const TRANSCRIPT_YOU: Readonly<Record<Locale, string>> = { ja: 'お客様', en: 'You' };
/** When we call at once. */
export const AT_ONCE: Readonly<Record<Locale, string>> = { ja: 'まもなく', en: 'in a moment' };
/** When we call later; `{at}` is the time. */
export const AT_TIME: Readonly<Record<Locale, string>> = { ja: '{at}ごろ', en: 'at about {at}' };

type Ask = {
  readonly way: CrossingWay;
  readonly channel: Channel;
  /** By which they go out; null where they are said aloud. */
  readonly by: Channel | null;
  readonly locale: Locale;
  readonly company: string;
  readonly agent: string;
  /** The number to call is not known. */
  readonly asksNumber?: boolean;
};

/** The words of one way, with the placeholders that are filled in when it is sent. */
export function wordsOf({ way, channel, by, locale, company, agent, asksNumber = false }: Ask): string {
  const typed = way === 'code' && channel === 'chat';
  const table = typed ? TYPED : WAYS[way];
  const body = (asksNumber ? ASKED : table)[locale];
  const named = way === 'mail' || by === 'email' ? `${body}${LAST[locale]}` : body;
  const carrier = way === 'message' ? channel : by;
  const whole = carrier === 'sms' ? `${FIRST[locale]}${named}` : named;
  return fill(whole, { company, agent });
}

/** Fills the placeholders that are given; the others stay. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** The author's words, with what the way does not work without put at their end when they left it out. */
export const wholeWords = (text: string, needed: readonly string[]): string =>
  [text, ...needed.filter((need) => !text.includes(need))].join('\n');
