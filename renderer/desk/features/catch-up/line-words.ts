import { formatDuration } from '#renderer/i18n/duration.ts';
import { type FormatContext, formatBy } from '#renderer/i18n/format.ts';
import type { useTranslation } from '#renderer/i18n/translation.ts';
import type { CatchUpLine } from '#shared/domain/catch-up.ts';

export type CatchUpWords = ReturnType<typeof useTranslation<['catchUp', 'common']>>['t'];

/** One thing that happened, in plain words: how many messages on which channel, which order came to what, who called. */
export function lineWords(line: CatchUpLine, t: CatchUpWords, context: FormatContext): string {
  const { count, about = '', by = t('catchUp:somebody') } = line;
  const channel = t(`common:channel.${line.channel}`);
  switch (line.what) {
    case 'customer_wrote':
      return t('catchUp:customerWrote', { count, channel });
    case 'we_wrote':
      return t('catchUp:weWrote', { count, channel, by });
    case 'noted':
      return t('catchUp:noted', { count, by });
    case 'call':
      return callWords(line, t, context);
    case 'promise':
      return t(`catchUp:promise.${promiseState(line.state)}`, { about, due: formatBy(line.dueAt ?? line.at, context) });
    case 'handoff':
      return t('catchUp:handoff', { by });
    case 'owner':
      return t('catchUp:owner', { by });
    case 'check':
      return t(line.state === 'passed' ? 'catchUp:checked' : 'catchUp:checkFailed');
    case 'survey':
      return t('catchUp:survey', { score: line.state ?? '' });
    case 'other':
      return t('catchUp:other', { count });
    case 'purchase':
    case 'visit':
      return t(`catchUp:${line.what}`, { about });
    case 'status':
      return t(`catchUp:status.${statusOf(line.state)}`);
    default:
      return t(`catchUp:${line.what}.${stateOf(line.state)}`, { about });
  }
}

const PROMISE = ['made', 'kept', 'broken', 'cancelled', 'moved'] as const;
const promiseState = (state: string | undefined) => PROMISE.find((one) => one === state) ?? 'made';
const STATUS = ['resolved', 'reopened', 'waiting', 'snoozed', 'open'] as const;
const statusOf = (state: string | undefined) => STATUS.find((one) => one === state) ?? 'open';
const STATES = [
  'placed',
  'paid',
  'shipped',
  'delivered',
  'cancelled',
  'returned',
  'failed',
  'in_transit',
  'requested',
  'approved',
  'received',
  'refunded',
  'exchanged',
  'refused',
  'ready',
  'collected',
  'expired',
] as const;
const stateOf = (state: string | undefined) => STATES.find((one) => one === state) ?? 'changed';

function callWords(line: CatchUpLine, t: CatchUpWords, { locale }: FormatContext): string {
  if (line.state !== 'answered') return t(line.state === 'voicemail' ? 'catchUp:voicemail' : 'catchUp:missed');
  const time = formatDuration((line.seconds ?? 0) * 1000, locale);
  return line.by === undefined ? t('catchUp:call', { time }) : t('catchUp:callBy', { by: line.by, time });
}
