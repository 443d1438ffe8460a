import { type FormatContext, formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { CHANNELS } from '#shared/domain/channels.ts';
import { ESCALATION_OUTCOMES, ESCALATION_REASONS } from '#shared/domain/escalation.ts';
import type { ReportGroup, ReportGroupRow, ReportMetric } from '#shared/domain/report.ts';
import type { Grain } from '#shared/domain/report-buckets.ts';

const AWAY = ['break', 'training', 'meeting', 'locked', 'asleep', 'no_answer', 'off_shift'] as const;

/** The words of a report: what its numbers, groups and buckets are called. */
export function useReportWords() {
  const { t } = useTranslation(['reports', 'common', 'escalations']);
  const format = useFormatContext();
  const channel = (key: string): string => {
    const known = CHANNELS.find((one) => one === key);
    return known === undefined ? key : t(`common:channel.${known}`);
  };
  const reasonOf = (reason: string): string => {
    const known = AWAY.find((one) => one === reason);
    if (known !== undefined) return t(`reports:away.${known}`);
    return reason === '' ? t('reports:away.none') : reason;
  };
  return {
    t,
    format,
    channel,
    metric: ({ name, reason }: ReportMetric): string =>
      reason === undefined ? t(`reports:metric.${name}.label`) : t('reports:away.of', { reason: reasonOf(reason) }),
    meaning: ({ name }: ReportMetric): string => t(`reports:metric.${name}.meaning`),
    group: (group: ReportGroup, { key, name }: ReportGroupRow): string => {
      if (key === null) return t(`reports:nobody.${group}`);
      if (group === 'channel') return channel(key);
      if (group === 'path') return key.split('>').map(channel).join(' → ');
      const reason = group === 'reason' ? ESCALATION_REASONS.find((one) => one === key) : undefined;
      if (reason !== undefined) return t(`escalations:reason.${reason}`);
      const outcome = group === 'outcome' ? ESCALATION_OUTCOMES.find((one) => one === key) : undefined;
      return outcome === undefined ? name : t(`escalations:outcome.${outcome}`);
    },
    bucket: (bucket: string, grain: Grain): string => bucketText(bucket, grain, format),
  };
}

export type ReportWords = ReturnType<typeof useReportWords>;

/** `09:30`, `11月22日(日)`, `11月16日–`, `2026年11月`: local time, whatever this machine's is. */
export function bucketText(bucket: string, grain: Grain, format: FormatContext): string {
  const at = new Date(`${bucket}:00Z`);
  const local = { ...format, timeZone: 'UTC' };
  const day = formatShortDate(at, local);
  const tag = format.locale === 'ja' ? 'ja-JP' : 'en-GB';
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).format(at);
  if (grain === 'month') return part({ year: 'numeric', month: format.locale === 'ja' ? 'long' : 'short' });
  if (grain === 'half_hour') return `${day} ${bucket.slice(11)}`;
  if (grain === 'week') return `${day}–`;
  return format.locale === 'ja' ? `${day}(${part({ weekday: 'short' })})` : `${part({ weekday: 'short' })} ${day}`;
}
