import { type Calendar, isOpen, openMinutesBetween } from './calendar.ts';

/** A stretch of time; an open end goes on still. */
export type Span = { readonly from: Date; readonly to: Date | null };

const MINUTE_MS = 60_000;

export type SilenceFacts = {
  /** Since when the customer waits for this owner: their first unanswered item, or when the owner got it if later. */
  readonly since: Date;
  /** How long an owner may say nothing, minutes of business time. */
  readonly minutes: number;
  /** Calls and handoffs of it: the clock stands still meanwhile ([CV5]). */
  readonly pauses: readonly Span[];
  /** The team's hours; null is around the clock. */
  readonly calendar: Calendar | null;
};

/** `over`: the owner was silent for too long. Otherwise how much is left, milliseconds of running clock. */
export type Silence = { readonly over: boolean; readonly leftMs: number; readonly running: boolean };

/** How an owner's silence stands: business time since the customer waits, without calls and handoffs ([CV5], [CV9]). */
export function silenceAt(facts: SilenceFacts, at: Date): Silence {
  const pauses = mergedWithin(facts.pauses, facts.since, at);
  let from = facts.since.getTime();
  let silentMs = 0;
  for (const pause of pauses) {
    silentMs += openMs(facts.calendar, from, pause.from);
    from = pause.to;
  }
  silentMs += openMs(facts.calendar, from, at.getTime());
  const leftMs = Math.max(0, facts.minutes * MINUTE_MS - silentMs);
  const running =
    !facts.pauses.some(({ from, to }) => from <= at && (to === null || to > at)) &&
    (facts.calendar === null || isOpen(facts.calendar, at));
  // While it stands still it can not run out, not even by what ran before.
  return { over: leftMs === 0 && running, leftMs, running };
}

const openMs = (calendar: Calendar | null, from: number, to: number): number => {
  if (to <= from) return 0;
  return calendar === null
    ? to - from
    : Math.round(openMinutesBetween(calendar, new Date(from), new Date(to)) * MINUTE_MS);
};

function mergedWithin(spans: readonly Span[], since: Date, at: Date): { from: number; to: number }[] {
  const [start, end] = [since.getTime(), at.getTime()];
  const clipped = spans
    .map(({ from, to }) => ({ from: Math.max(start, from.getTime()), to: Math.min(end, to?.getTime() ?? end) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const span of clipped) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}
