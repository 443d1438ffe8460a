import type { Calendar } from '#shared/domain/calendar.ts';
import type { SeededRandom } from '#shared/lib/seeded-random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TOKYO = 9 * HOUR;

const DAYTIME = [{ from: 9 * 60, to: 18 * 60 }];

/** Nine to six in Tokyo, Monday to Friday. */
export const OFFICE: Calendar = {
  timeZone: 'Asia/Tokyo',
  weekly: [[], DAYTIME, DAYTIME, DAYTIME, DAYTIME, DAYTIME, []],
  holidays: null,
  days: [],
  isHoliday: () => false,
};

/** Open minutes from one whole minute to another, one by one: slow, and plain to see. */
export function lateByMinutes(from: number, to: number): number {
  let open = 0;
  for (let at = from; at < to; at += MINUTE) {
    const wall = new Date(at + TOKYO);
    const isWeekday = wall.getUTCDay() >= 1 && wall.getUTCDay() <= 5;
    if (isWeekday && wall.getUTCHours() >= 9 && wall.getUTCHours() < 18) open++;
  }
  return open;
}

type Word = { readonly at: number; readonly on: string; readonly led: boolean };

/** What a customer says over some weeks: on which leg, and whether we led them onto it. */
export function wordsOf(random: SeededRandom, from: number): Word[] {
  let [at, leg] = [from, 0];
  return Array.from({ length: random.int(1, 18) }, () => {
    at += random.pick([random.int(1, 120) * MINUTE, random.int(3, 9) * HOUR, random.int(1, 5) * DAY]);
    const isNewLeg = random.next() < 0.3;
    if (isNewLeg) leg++;
    return { at, on: `leg ${leg}`, led: isNewLeg && random.next() < 0.3 };
  });
}

/** At which of the customer's words a rule of repeated contact should fire, found by looking at all of them anew each time. */
export function repeatsByHand(
  words: readonly Word[],
  rule: { readonly times: number; readonly days: number },
): number[] {
  const contacts = words.flatMap((word, n) => {
    const before = words[n - 1];
    const isFirst = before === undefined;
    const isLater = before !== undefined && word.at - before.at >= 6 * HOUR;
    const cameByThemselves = before !== undefined && word.on !== before.on && !word.led;
    return isFirst || isLater || cameByThemselves ? [{ n, at: word.at }] : [];
  });
  const found: number[] = [];
  let left = contacts;
  for (;;) {
    const hit = left.findIndex(
      (contact, k) => left.filter((one, j) => j <= k && contact.at - one.at <= rule.days * DAY).length >= rule.times,
    );
    const contact = left[hit];
    if (contact === undefined) return found;
    found.push(contact.n);
    left = left.slice(hit + 1);
  }
}

type Promised = { readonly dues: readonly number[]; readonly keptAt: number };

/** For which times a promise was broken that is put off to its next time one minute after each: minute by minute. */
export function keptByMinutes({ dues, keptAt }: Promised): { broken: number[] } {
  const broken: number[] = [];
  let next = 0;
  const end = Math.max(...dues) + 2 * MINUTE;
  for (let at = Math.min(...dues) - 1; at <= end; at += MINUTE) {
    if (at >= keptAt) break;
    const due = dues[next];
    if (due === undefined || at < due) continue;
    if (!broken.includes(due)) broken.push(due);
    next++;
  }
  return { broken };
}

export const WORDS = {
  ja: ['消費者センター', '弁護士', '訴える', 'クレーム'],
  en: ['lawyer', 'sue', 'trading standards'],
};

/** What customers say; none of the words stands in it, though some nearly do. */
const DECOYS = [
  '商品が届きません。',
  'センターの営業時間を教えてください。',
  '弁護のしようがないですね',
  'I pursue this since Monday.',
  'My issue is not solved',
  'lawyers', // another word than lawyer
  'Sueko に聞きました',
  'trading',
  'クレジットカードで払いました',
  '消費税について',
  'ＯＫです',
  '',
];

export const fragments = (random: SeededRandom): string[] =>
  Array.from({ length: random.int(1, 4) }, () => random.pick(DECOYS));

/** The fragments as one text, with a word among them as somebody may write it. */
export function plantedIn(random: SeededRandom, parts: readonly string[], word: string | null): string {
  const all = word === null ? [...parts] : random.shuffle([...parts, random.pick(SPELLINGS)(word)]);
  return all.join(random.pick([' ', '\n', '　', '。']));
}

const asHiragana = (text: string): string =>
  text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
const asWide = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).replaceAll(' ', '　');

const SPELLINGS: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toUpperCase(),
  asHiragana,
  asWide,
  (word) => `「${word}」`,
  (word) => `${word}!`,
];
