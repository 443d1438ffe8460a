import { formatExactDuration } from '#renderer/i18n/duration.ts';
import { formatCount } from '#renderer/i18n/format.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { MetricKind } from '#shared/domain/report.ts';

/** A figure as it is shown: `1,280`, `92.5%`, `4.25`, `3分12秒`; an en dash where there was nothing to measure. */
export function figureText(value: number | null, kind: MetricKind, locale: Locale): string {
  if (value === null) return '–';
  if (kind === 'count') return formatCount(value, locale);
  if (kind === 'share') return `${percent(value)}%`;
  if (kind === 'score') return points(value);
  return formatExactDuration(Math.round(value) * 1000, locale);
}

/** The same figure for a spreadsheet to reckon with: counts, per cent with one place, points with two, whole seconds. */
export function figureCell(value: number | null, kind: MetricKind): string {
  if (value === null) return '';
  if (kind === 'share') return percent(value);
  if (kind === 'score') return points(value);
  return String(kind === 'count' ? value : Math.round(value));
}

const points = (value: number): string => (Math.round(value * 100) / 100).toFixed(2);

const percent = (value: number): string => (Math.round(value * 1000) / 10).toFixed(1);
