import type { Found } from './sentences.ts';
import type { DayWords, TimeWords, When } from './when.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DOW = '(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?';
const COUNT =
  '\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty-four|twenty four|forty-eight|half an?|a couple of|a few|the next few|the';
const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  the: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  'twenty-four': 24,
  'twenty four': 24,
  'forty-eight': 48,
  half: 0.5,
  'half a': 0.5,
  'half an': 0.5,
  'a couple of': 2,
  'a few': 3,
  'the next few': 3,
};

const SPAN = new RegExp(
  `\\b(?:(?<a>\\d+)\\s*(?:-|–|to|or)\\s*)?(?<n>${COUNT})\\s+(?<biz>(?:business|working|office)\\s+)?(?<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\\b`,
  'gi',
);
const BEFORE_SPAN =
  /\b(?:within|in|inside|under|no later than|in the next|less than|about|around|approximately|roughly|at most|up to|for|after)\s+(?:the\s+(?:next|following)\s+)?(?:about |around |approximately )?$/i;
const AFTER_SPAN = /^\s+(?:from (?:now|today)|time\b|at (?:the )?(?:most|latest)|or (?:less|so))/i;

const DAY = [
  '(?<today>today|this\\s+(?=morning|afternoon|evening))',
  '(?<tonight>tonight)',
  '(?<after>the day after tomorrow)',
  '(?<tomorrow>tomorrow)',
  '(?<nextopen>(?:the )?next (?:business|working) day)',
  `(?<m1>${MONTH})\\s+(?<d1>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?<y1>\\d{4}))?`,
  `(?<d2>\\d{1,2})(?:st|nd|rd|th)?(?:\\s+of)?\\s+(?<m2>${MONTH})(?:,?\\s+(?<y2>\\d{4}))?`,
  '(?<iso>\\d{4})-(?<im>\\d{2})-(?<id>\\d{2})',
  '(?<sm>\\d{1,2})/(?<sd>\\d{1,2})(?![\\d/])',
  `(?:(?<week>this|next|coming)\\s+)?(?<dow>${DOW})`,
  '(?:the )?end of (?:the )?(?:(?<endday>business|business day|working day|day)|(?<endweek>week|this week)|(?<endnext>next week)|(?<endmonth>month|this month))',
  '(?<cob>close of (?:business|play)(?: today)?|EOD|COB|EOB)',
  '(?<thisweek>this week)',
  '(?<nextweek>(?:early |sometime )?next week)',
  '(?<nth>the \\d{1,2}(?:st|nd|rd|th))',
].join('|');
const TIME = [
  '(?<h>\\d{1,2})(?:[:.](?<min>\\d{2}))?\\s*(?<ampm>a\\.?m\\.?|p\\.?m\\.?)',
  '(?<h24>\\d{1,2}):(?<min24>\\d{2})',
  "(?<oclock>\\d{1,2}) o['’]?clock(?: in the (?<half>morning|afternoon|evening))?",
  '(?<half2>half past )(?<hh>\\d{1,2})',
  '(?<first>first thing)(?: in the morning)?',
  '(?<noon>noon|midday|lunchtime)',
  '(?<morning>morning)',
  '(?<afternoon>afternoon)',
  '(?<evening>evening)',
].join('|');
const BARE =
  /\b(?<how>by|at|before|around|about|until|after)\s+(?<bare>\d{1,2})(?::(?<baremin>\d{2}))?(?!\s*(?:%|[\d:/.,]*\d|[ap]\.?m\b|o['’]clock|st\b|nd\b|rd\b|th\b|minutes?|mins?|hours?|hrs?|business|working|days?|weeks?|months?|items?|pieces?|percent|or\b|to\b|-|–|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))/gi;
const AT_ALL = new RegExp(`\\b(?:(?:${DAY})|(?:${TIME}))(?![\\w-])`, 'gi');

type Groups = Readonly<Record<string, string | undefined>>;
type Part = {
  readonly from: number;
  readonly to: number;
  readonly day?: DayWords | undefined;
  readonly time?: TimeWords | undefined;
};

/** What English words say of when, in the order they stand; a day and a time beside each other are one. */
export function englishTimes(text: string): Found<When>[] {
  const spans = [...text.matchAll(SPAN)].flatMap((match) => spanOf(match, text) ?? []);
  const free = (from: number) => !spans.some((span) => from >= span.from && from < span.to);
  const parts = [...[...text.matchAll(AT_ALL)].map(partOf), ...[...text.matchAll(BARE)].map(bareOf)]
    .filter((part): part is Part => part !== null && free(part.from))
    .sort((a, b) => a.from - b.from);
  return [...spans, ...joined(parts, text)].sort((a, b) => a.from - b.from);
}

function spanOf(match: RegExpMatchArray, text: string): Found<When> | null {
  const { n = '', biz, unit = '' } = match.groups ?? {};
  const from = match.index ?? 0;
  const to = from + match[0].length;
  const isTerm =
    BEFORE_SPAN.test(text.slice(0, from)) || AFTER_SPAN.test(text.slice(to)) || /^\s*$/.test(text.slice(to));
  const count = WORDS[n.toLowerCase()] ?? Number(n);
  if (
    !isTerm ||
    !(count > 0 && count <= 500) ||
    (n.toLowerCase() === 'the' && !/^(?:hour|day|week|month)$/i.test(unit))
  )
    return null;
  return { from, to, value: spanWords(count, unit.toLowerCase(), biz !== undefined) };
}

function spanWords(count: number, unit: string, isBusiness: boolean): When {
  if (unit.startsWith('min')) return { kind: 'minutes', minutes: count };
  if (unit.startsWith('h'))
    return { kind: 'minutes', minutes: Math.round(count * 60), ...(isBusiness && { open: true }) };
  const whole = Math.max(1, Math.ceil(count));
  if (unit.startsWith('d')) return { kind: 'at', day: { kind: isBusiness ? 'business' : 'in', days: whole } };
  return { kind: 'at', day: { kind: 'in', days: whole * (unit.startsWith('w') ? 7 : 30) } };
}

function partOf(match: RegExpMatchArray): Part | null {
  const groups: Groups = match.groups ?? {};
  const day = dayOf(groups);
  const time = clockOf(groups);
  const from = match.index ?? 0;
  return day === undefined && time === undefined ? null : { from, to: from + match[0].length, day, time };
}

function bareOf(match: RegExpMatchArray): Part | null {
  const { how = '', bare, baremin } = match.groups ?? {};
  const hour = Number(bare);
  const from = (match.index ?? 0) + how.length + 1;
  if (hour < 1 || hour > 24 || Number(baremin ?? 0) > 59) return null;
  return { from, to: (match.index ?? 0) + match[0].length, time: sureOrNot(hour, Number(baremin ?? 0), bare ?? '') };
}

const sureOrNot = (hour: number, minute: number, written: string): TimeWords => ({
  kind: 'clock',
  minute: hour * 60 + minute,
  ambiguous: hour < 12 && hour > 0 && !written.startsWith('0'),
});

/** `tomorrow at 5 pm`, `5 pm tomorrow`: one of each, with nothing but a little word between them. */
function joined(parts: readonly Part[], text: string): Found<When>[] {
  const found: Found<When>[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    const one = parts[i];
    const next = parts[i + 1];
    if (one === undefined) continue;
    const isPair =
      next !== undefined &&
      /^[\s,]*(?:at|by|before|around|on|in the|the)?[\s,]*$/i.test(text.slice(one.to, next.from)) &&
      (one.day === undefined) !== (next.day === undefined) &&
      (one.time === undefined) !== (next.time === undefined);
    const last = isPair ? next : one;
    if (isPair) i += 1;
    found.push({ from: one.from, to: last.to, value: whenOf(one, last, text) });
  }
  return found;
}

function whenOf(one: Part, last: Part, text: string): When {
  const since = /\b(?:after|from)\s+(?:the\s+)?$/i.test(text.slice(0, one.from)) && one.day?.kind !== 'in';
  return { kind: 'at', day: one.day ?? last.day, time: one.time ?? last.time, ...(since && { since: true }) };
}

const MONTH_OF = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

function dayOf(g: Groups): DayWords | undefined {
  const d1 = g['m1'] ?? g['m2'];
  if (d1 !== undefined) {
    const year = g['y1'] ?? g['y2'];
    return {
      kind: 'date',
      month: MONTH_OF(d1),
      day: Number(g['d1'] ?? g['d2']),
      ...(year !== undefined && { year: Number(year) }),
    };
  }
  if (g['iso'] !== undefined)
    return { kind: 'date', year: Number(g['iso']), month: Number(g['im']), day: Number(g['id']) };
  if (g['sm'] !== undefined) return { kind: 'date', month: Number(g['sm']), day: Number(g['sd']) };
  if (g['dow'] !== undefined) {
    const week = g['week']?.toLowerCase() === 'next' ? 1 : 'coming';
    return { kind: 'weekday', weekday: DAYS.indexOf(g['dow'].slice(0, 3).toLowerCase()), week };
  }
  if (g['nth'] !== undefined) return { kind: 'of_month', day: Number(/\d+/.exec(g['nth'])?.[0]) };
  return named(g);
}

function named(g: Groups): DayWords | undefined {
  if ([g['today'], g['tonight'], g['endday'], g['cob']].some((word) => word !== undefined))
    return { kind: 'in', days: 0 };
  if (g['after'] !== undefined) return { kind: 'in', days: 2 };
  if (g['tomorrow'] !== undefined) return { kind: 'in', days: 1 };
  if (g['nextopen'] !== undefined) return { kind: 'business', days: 1 };
  if (g['endweek'] !== undefined || g['thisweek'] !== undefined) return { kind: 'week_end', week: 0 };
  if (g['endnext'] !== undefined || g['nextweek'] !== undefined) return { kind: 'week_end', week: 1 };
  return g['endmonth'] === undefined ? undefined : { kind: 'month_end', months: 0 };
}

function clockOf(g: Groups): TimeWords | undefined {
  if (g['h'] !== undefined) {
    const hour = Number(g['h']);
    if (hour > 12 || hour < 1)
      return hour < 24 && hour > 12 ? sureOrNot(hour, Number(g['min'] ?? 0), g['h']) : undefined;
    const isLate = g['ampm']?.toLowerCase().startsWith('p') === true;
    return { kind: 'clock', minute: ((hour % 12) + (isLate ? 12 : 0)) * 60 + Number(g['min'] ?? 0), ambiguous: false };
  }
  if (g['h24'] !== undefined) {
    const [hour, minute] = [Number(g['h24']), Number(g['min24'])];
    return hour > 24 || minute > 59 ? undefined : sureOrNot(hour, minute, g['h24']);
  }
  return spoken(g);
}

function spoken(g: Groups): TimeWords | undefined {
  if (g['oclock'] !== undefined) {
    const hour = Number(g['oclock']);
    if (g['half'] === undefined) return sureOrNot(hour, 0, g['oclock']);
    return {
      kind: 'clock',
      minute: ((hour % 12) + (g['half'].toLowerCase() === 'morning' ? 0 : 12)) * 60,
      ambiguous: false,
    };
  }
  if (g['hh'] !== undefined) return sureOrNot(Number(g['hh']), 30, g['hh']);
  if (g['tonight'] !== undefined) return { kind: 'part', part: 'night' };
  const parts = ['first', 'noon', 'morning', 'afternoon', 'evening'] as const;
  const part = parts.find((one) => g[one] !== undefined);
  return part === undefined ? undefined : { kind: 'part', part };
}
