import { formatDuration, formatStopwatch } from '#renderer/i18n/duration.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Doing, QueueCard } from '#renderer/state/board-figures.ts';
import type { BoardAgent } from '#shared/domain/board.ts';

const sinceMs = (since: string, now: Date): number => now.getTime() - new Date(since).getTime();

/** The words of the board that more than one of its views says. */
export function useBoardWords() {
  const { t } = useTranslation(['board', 'common']);
  const locale = useLocale();
  return {
    /** `longest 1:18`; nothing while nobody waits. */
    longest: (card: Pick<QueueCard, 'waitingSince'>, now: Date): string =>
      card.waitingSince === null
        ? ''
        : t('board:longest', { time: formatStopwatch(sinceMs(card.waitingSince, now), locale) }),
    /** `93% in 20 s` */
    kept: ({ kept, targetSeconds }: Pick<QueueCard, 'kept' | 'targetSeconds'>): string => {
      if (kept === null) return t('board:keptNone');
      if (targetSeconds === null) return t('board:keptMixed', { percent: kept });
      return t('board:kept', { percent: kept, time: formatDuration(targetSeconds * 1000, locale) });
    },
    /** What somebody does, and the reason they gave. */
    doing: (doing: Doing, { reason }: Pick<BoardAgent, 'reason'>): string => {
      const word = t(`board:doing.${doing}`);
      const why = reason === undefined || doing === 'on_call' ? '' : reasonWords(reason);
      return why === '' ? word : t('board:doingWhy', { word, why });
    },
    /** `12 min`; under a minute it says only that, for two hundred figures that run draw every eye. */
    lasting: (since: string | undefined, now: Date): string => {
      if (since === undefined) return '';
      const ms = sinceMs(since, now);
      return ms < 60_000 ? t('board:underMinute') : formatDuration(ms, locale);
    },
  };

  function reasonWords(reason: string): string {
    switch (reason) {
      case 'break':
      case 'training':
      case 'meeting':
        return t(`common:presence.reason.${reason}`);
      case 'off_shift':
      case 'no_answer':
      case 'asleep':
      case 'locked':
        return t(`common:presence.fact.${reason}`);
      default:
        return reason === 'on_call' ? '' : reason;
    }
  }
}
