import { useState } from 'react';
import { fieldOfInstant } from '#renderer/i18n/field-time.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { JOURNEY_DAYS_MAX, type JourneyAsk } from '#shared/domain/journey/report.ts';
import type { Segment } from '#shared/domain/journey/segments.ts';
import { addDays, daysBetween } from '#shared/domain/report-buckets.ts';

export const PERIODS = ['30', '90', '365', 'own'] as const;
export type Period = (typeof PERIODS)[number];

/** What is asked: a period of the workspace's days, and of whom. Null while two days are not in order. */
export function usePeriod() {
  const { now, timeZone } = useFormatContext();
  const today = fieldOfInstant(now, timeZone).slice(0, 10);
  const [period, setPeriod] = useState<Period>('90');
  const [own, setOwn] = useState({ from: addDays(today, -29), until: today });
  const [segment, setSegment] = useState<Segment | 'all'>('all');
  const days = period === 'own' ? own : { from: addDays(today, 1 - Number(period)), until: today };
  const length = days.from === '' || days.until === '' ? 0 : daysBetween(days.from, days.until);
  const isWhole = length >= 1 && length <= JOURNEY_DAYS_MAX;
  const ask: JourneyAsk | null = isWhole ? { ...days, ...(segment === 'all' ? {} : { segment }) } : null;
  return { period, setPeriod, own, setOwn, segment, setSegment, ask };
}
