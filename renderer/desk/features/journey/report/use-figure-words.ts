import { formatCount, formatMoney } from '#renderer/i18n/format.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { JourneyNumber } from '#shared/domain/journey/report.ts';
import { pathOf } from '#shared/domain/journey/view.ts';
import type { FigureCell } from './figure-table.tsx';

/** How figures and their names are said. */
export function useFigureWords() {
  const { t } = useTranslation(['journey', 'common']);
  const locale = useLocale();
  const channel = (name: Channel | null): string => (name === null ? t('journey:direct') : t(`common:channel.${name}`));
  return {
    t,
    channel,
    path: (text: string): string => pathOf(text).map(channel).join(' → '),
    /** A count opens its customers, unless there are none. */
    count: (count: number, opens: JourneyNumber): FigureCell =>
      count === 0 ? { text: '–' } : { text: formatCount(count, locale), opens },
    plain: (text: string): FigureCell => ({ text }),
    number: (count: number): string => formatCount(count, locale),
    /** One place, as orders are put down to several channels. */
    shared: (count: number): string => formatCount(Math.round(count * 10) / 10, locale),
    share: (part: number, of: number): FigureCell => ({ text: of === 0 ? '–' : `${Math.round((part / of) * 100)}%` }),
    score: (score: number | null): FigureCell => ({ text: score === null ? '–' : `${Math.round(score * 100)}%` }),
    money: (amount: number, currency: string): string => formatMoney(Math.round(amount), currency, locale),
  };
}
