import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Callback } from '#shared/domain/callback.ts';

const MINUTE_MS = 60_000;

export type CallbackWords = {
  /** Why, how often, when last. */
  readonly why: (callback: Callback) => string;
  /** When they would like to be called; null where they did not say. */
  readonly wish: (callback: Callback) => string | null;
  readonly when: (at: string) => string;
  readonly isOverdue: (callback: Callback) => boolean;
};

/** A callback in words, in the reader's language and the workspace's time. */
export function useCallbackWords(): CallbackWords {
  const { t } = useTranslation('callbacks');
  const context = useFormatContext(MINUTE_MS);
  const when = (at: string): string => formatDayTime(at, context);
  return {
    when,
    why({ reason, tries, lastAt }) {
      const rang = tries === 0 ? [] : [t('rang', { count: tries })];
      return [t(`reason.${reason}`), ...rang, t('last', { when: when(lastAt) })].join(
        context.locale === 'ja' ? '・' : ' · ',
      );
    },
    wish({ wish }) {
      if (wish === undefined) return null;
      if (wish.until === undefined) return t('wish', { when: when(wish.from) });
      return t('wishUntil', { from: when(wish.from), until: when(wish.until) });
    },
    isOverdue: ({ state, dueAt }) => state === 'open' && new Date(dueAt) < context.now,
  };
}
