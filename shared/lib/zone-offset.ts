const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** How far a zone's clocks are ahead of UTC at an instant (epoch milliseconds), milliseconds. */
export function zoneOffset(timeZone: string, at: number): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((p) => p.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(at / 1000) * 1000;
}

/** A stretch of time in which a zone's clocks are not put forward or back. */
export type OffsetSegment = { readonly from: number; readonly to: number; readonly offset: number };

/**
 * Cuts `[from, to)` where the zone's clocks are changed. Exact to the millisecond; two changes within a day, which no zone
 * has ever made, would be taken for none or one.
 */
export function offsetSegments(timeZone: string, from: number, to: number): OffsetSegment[] {
  const segments: OffsetSegment[] = [];
  let start = from;
  let offset = zoneOffset(timeZone, from);
  for (let at = from; at < to; ) {
    const next = Math.min(at + DAY_MS, to);
    const after = zoneOffset(timeZone, next);
    if (after !== offset) {
      const change = changeBetween(timeZone, at, next, offset);
      segments.push({ from: start, to: change, offset });
      start = change;
      offset = after;
    }
    at = next;
  }
  if (start < to) segments.push({ from: start, to, offset });
  return segments;
}

/** The first instant in `(from, to]` whose offset is no longer `before`. */
function changeBetween(timeZone: string, from: number, to: number, before: number): number {
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zoneOffset(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
