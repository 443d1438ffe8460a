import { useMemo } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { PromiseClock } from '#shared/domain/promise/clock.ts';

/** Hours and holidays change seldom. */
const GOOD_MS = 10 * 60_000;

type Hours = Omit<PromiseClock, 'now'>;

/** By which clock and hours times in this conversation are read ([CV9]); null until the hub has said. */
export function usePromiseClock(conversationId: string): Hours | null {
  const asked = useHubQuery('promise.clock', { conversationId }, { staleMs: GOOD_MS });
  const known = asked.state === 'ready' ? asked.data : null;
  return useMemo(() => {
    if (known === null) return null;
    const holidays = new Set(known.holidays);
    const isHoliday = (date: string): boolean => holidays.has(date);
    return { timeZone: known.timeZone, calendar: known.hours === undefined ? null : { ...known.hours, isHoliday } };
  }, [known]);
}
