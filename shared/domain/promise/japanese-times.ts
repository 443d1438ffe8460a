import type { Found } from './sentences.ts';
import type { DayPart, DayWords, TimeWords, When } from './when.ts';

const DAY = [
  '(?<today>今日|本日|きょう)',
  '(?<tomorrow>明日|あした|あす|翌日(?!営業))',
  '(?<dawn>明朝|明日朝)',
  '(?<after>明後日|あさって|翌々日)',
  '(?<tonight>今夜|今晩|今夕|今朝)',
  '(?<nextopen>翌営業日|明営業日)',
  '(?:(?<y>\\d{4})年)?(?<m>\\d{1,2})月(?<d>\\d{1,2})日',
  '(?:(?<iy>\\d{4})[/-])?(?<sm>\\d{1,2})/(?<sd>\\d{1,2})(?![\\d/])',
  '(?<week>今週|来週|再来週|次)?の?(?<dow>[月火水木金土日])曜日?',
  '(?<weekend>今週|来週|再来週)(?:いっぱい|末|の?(?:前半|後半)?中)?',
  '(?<weekstart>週明け|休み明け|連休明け)',
  '(?<month>今月|来月|当月)(?:末|中|いっぱい)',
  '(?<monthend>月末|月内)',
  '(?<year>年内|年末|今年中)',
  '(?<bd>\\d{1,2})日(?!間|以内|後|ほど|程|くらい|ぐらい|、\\d)',
].join('|');
const TIME = [
  '(?<part>午前|午後|朝|夕方|夜|昼|AM|PM|am|pm)?の?\\s*(?<h>\\d{1,2})(?::(?<min>\\d\\d)|時(?!間|点|期|代)(?:(?<half>半)|(?<min2>\\d{1,2})分)?)(?:\\s*(?<ampm>am|pm|AM|PM))?',
  '(?<first>朝一番?|朝いち|一番)',
  '(?<morning>午前中|午前|朝のうち|朝)',
  '(?<noon>正午|お昼|昼(?:頃|ごろ|まで))',
  '(?<afternoon>午後(?:一番|いち)?|昼過ぎ)',
  '(?<evening>夕方|夕刻)',
  '(?<night>夜(?:間)?)',
].join('|');
const SPAN =
  /(?:(?<a>\d+)\s*(?:[、,~〜～ー-]|から|ないし|か)\s*)?(?<n>\d+)\s*(?<unit>営業日|営業時間|分間?|時間半|時間|日間?|週間|か月|ヶ月|ヵ月|カ月)\s*(?:以内|後|ほど|程度?|くらい|ぐらい|位|のうち|の間|を目途|を目処|をめど|あれば|で(?!す)|内)/g;

/** The times once more, without a day: under other names, for Chromium 114 takes no name twice in one expression. */
const ALONE = 'only_';
const TIME_ALONE = TIME.replaceAll(/\(\?<(\w+)>/g, `(?<${ALONE}$1>`);
const DAY_AND_TIME = new RegExp(
  `(?:${DAY})(?:\\s*[(][月火水木金土日祝・]+(?:曜日?)?[)])?(?:[のはに、 ]{0,2}(?:${TIME}))?|${TIME_ALONE}`,
  'g',
);
/** Of a stretch, its end is what counts: `14時から16時の間`. */
const TO_A_LATER =
  /^\s*(?:から|~|〜|～|-|ー|、)\s*(?:夕方|午後)?の?\s*(?<h>\d{1,2})(?::(?<min>\d\d)|時(?!間)(?:(?<half>半)|(?<min2>\d{1,2})分)?)/;
const SINCE = /^\s*(?:以降|以後|過ぎ|を過ぎ)/;
const NOT_A_TERM =
  /^\s*(?:から|より|時点|現在|付|締切|発売|開催|に?(?:ご|お)[^。、に]{1,6}(?:いただ|頂|くださ|下さ|され)|の(?:ご(?:注文|予約|購入|来店|依頼|入金|連絡|返信)|お(?:電話|問い?合|申し?込|支払)|メール|注文))/;

/** What Japanese words say of when, in the order they stand; `read` is width-folded, its numbers in digits. */
export function japaneseTimes(read: string): Found<When>[] {
  const spans = [...read.matchAll(SPAN)].flatMap((match) => spanOf(match) ?? []);
  const taken = (from: number) => spans.some((span) => from >= span.from && from < span.to);
  const times = [...read.matchAll(DAY_AND_TIME)].flatMap((match) =>
    taken(match.index) || match[0] === '' ? [] : (timeOf(match, read) ?? []),
  );
  return [...spans, ...times].sort((a, b) => a.from - b.from);
}

const MINUTES: Readonly<Record<string, number>> = { 分: 1, 分間: 1, 時間: 60, 営業時間: 60 };

function spanOf(match: RegExpMatchArray): Found<When> | null {
  const { n, unit = '' } = match.groups ?? {};
  const count = Number(n);
  const at = { from: match.index ?? 0, to: (match.index ?? 0) + match[0].length };
  if (count < 1 || count > 500) return null;
  const minutes = MINUTES[unit];
  if (minutes !== undefined)
    return { ...at, value: { kind: 'minutes', minutes: count * minutes, ...(unit === '営業時間' && { open: true }) } };
  if (unit === '時間半') return { ...at, value: { kind: 'minutes', minutes: count * 60 + 30 } };
  return { ...at, value: { kind: 'at', day: daysOf(unit, count) } };
}

function daysOf(unit: string, count: number): DayWords {
  if (unit === '営業日') return { kind: 'business', days: count };
  if (unit === '週間') return { kind: 'in', days: count * 7 };
  return unit.endsWith('月') ? { kind: 'in', days: count * 30 } : { kind: 'in', days: count };
}

type Groups = Readonly<Record<string, string | undefined>>;

/** What was found, a time alone under the names of one with a day. */
function groupsOf({ groups = {} }: RegExpMatchArray): Groups {
  const found = Object.entries(groups).filter(([, text]) => text !== undefined);
  return Object.fromEntries(found.map(([name, text]) => [name.replace(ALONE, ''), text]));
}

function timeOf(match: RegExpMatchArray, text: string): Found<When> | null {
  const groups = groupsOf(match);
  const from = match.index ?? 0;
  let to = from + match[0].length;
  const day = dayOf(groups);
  let time = clockOf(groups, day);
  const later = TO_A_LATER.exec(text.slice(to));
  if (later !== null && time?.kind === 'clock') {
    to += later[0].length;
    time = clockOf({ ...later.groups, part: groups['part'] }, day) ?? time;
  }
  if (time === undefined && day === undefined) return null;
  const rest = text.slice(to);
  const since = SINCE.test(rest);
  if (NOT_A_TERM.test(rest)) return null;
  return { from, to, value: { kind: 'at', day, time, ...(since && { since: true }) } };
}

const WEEKDAYS = '日月火水木金土';
const WEEKS: Readonly<Record<string, number>> = { 今週: 0, 来週: 1, 再来週: 2 };

function dayOf(g: Groups): DayWords | undefined {
  if (g['today'] !== undefined || g['tonight'] !== undefined) return { kind: 'in', days: 0 };
  if (g['tomorrow'] !== undefined || g['dawn'] !== undefined) return { kind: 'in', days: 1 };
  if (g['after'] !== undefined) return { kind: 'in', days: 2 };
  if (g['nextopen'] !== undefined) return { kind: 'business', days: 1 };
  if (g['m'] !== undefined) return dateOf(g['y'], g['m'], g['d']);
  if (g['sm'] !== undefined) return dateOf(g['iy'], g['sm'], g['sd']);
  if (g['bd'] !== undefined) return { kind: 'of_month', day: Number(g['bd']) };
  if (g['dow'] !== undefined)
    return { kind: 'weekday', weekday: WEEKDAYS.indexOf(g['dow']), week: WEEKS[g['week'] ?? ''] ?? 'coming' };
  return longer(g);
}

function longer(g: Groups): DayWords | undefined {
  if (g['weekend'] !== undefined) return { kind: 'week_end', week: WEEKS[g['weekend']] ?? 0 };
  if (g['weekstart'] !== undefined) return { kind: 'week_start' };
  if (g['month'] !== undefined) return { kind: 'month_end', months: g['month'] === '来月' ? 1 : 0 };
  if (g['monthend'] !== undefined) return { kind: 'month_end', months: 0 };
  return g['year'] === undefined ? undefined : { kind: 'year_end' };
}

function dateOf(year: string | undefined, month: string | undefined, day: string | undefined): DayWords {
  return { kind: 'date', month: Number(month), day: Number(day), ...(year !== undefined && { year: Number(year) }) };
}

const PARTS = ['first', 'morning', 'noon', 'afternoon', 'evening', 'night'] as const satisfies readonly DayPart[];

function clockOf(g: Groups, day: DayWords | undefined): TimeWords | undefined {
  if (g['h'] !== undefined) return hourOf(g);
  const part = PARTS.find((one) => g[one] !== undefined);
  if (part !== undefined) return { kind: 'part', part };
  if (g['dawn'] !== undefined) return { kind: 'part', part: 'morning' };
  if (g['tonight'] === undefined || day === undefined) return undefined;
  return { kind: 'part', part: g['tonight'] === '今夕' ? 'evening' : 'night' };
}

function hourOf(g: Groups): TimeWords | undefined {
  const hour = Number(g['h']);
  const minute = g['half'] === undefined ? Number(g['min'] ?? g['min2'] ?? 0) : 30;
  if (hour > 29 || minute > 59) return undefined;
  const part = (g['ampm'] ?? g['part'] ?? '').toLowerCase();
  const isLate = ['午後', '夕方', '夜', 'pm'].includes(part) && hour < 12;
  const isSaid = part !== '' && part !== '昼';
  const isSure = isSaid || hour === 0 || hour >= 12 || g['h']?.startsWith('0') === true;
  return { kind: 'clock', minute: (hour + (isLate ? 12 : 0)) * 60 + minute, ambiguous: !isSure };
}
