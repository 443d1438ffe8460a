import type { Deps } from '#server/deps.ts';
import { openNow } from '#server/domains/calendar/calendar.service.ts';
import type { Locale } from '#shared/domain/people.ts';

type Greeting = Readonly<Record<Locale, string>>;

const HELLO: Greeting = {
  ja: 'こんにちは。どのようなご用件でしょうか。',
  en: 'Hello. How can we help you?',
};

/**
 * What the widget says first ([CV9]): out of hours also when somebody is there again, in the calendar's time zone. The
 * hours are those of the team that takes new conversations.
 */
export async function greetingNow({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<Greeting> {
  const now = await openNow(db, clock.now());
  if (now === null || now.open || now.nextOpenAt === null) return HELLO;
  const at = { ja: when('ja', now.nextOpenAt, now.timeZone), en: when('en', now.nextOpenAt, now.timeZone) };
  return {
    ja: `こんにちは。ただいま営業時間外です。${at.ja}より順にお返事いたします。ご用件をお書きください。`,
    en: `Hello. We are closed now and back on ${at.en}. Leave us a message and we will answer then.`,
  };
}

/** `11月24日(火) 9:00`, `Tuesday 24 November, 9:00`. */
function when(locale: Locale, at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    month: 'long',
    day: 'numeric',
    weekday: locale === 'ja' ? 'short' : 'long',
  })
    .format(at)
    .replace(',', '');
  const time = new Intl.DateTimeFormat(locale === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return locale === 'ja' ? `${day} ${time}` : `${day}, ${time}`;
}
