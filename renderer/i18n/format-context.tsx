import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '#shared/domain/people.ts';
import type { FormatContext } from './format.ts';

/** The workspace's time zone until the hub has told it. */
export const DEFAULT_TIME_ZONE = 'Asia/Tokyo';

const TimeZone = createContext(DEFAULT_TIME_ZONE);

/** Gives everything inside the workspace's time zone. */
export function TimeZoneProvider({ timeZone, children }: { readonly timeZone: string; readonly children: ReactNode }) {
  return <TimeZone.Provider value={timeZone}>{children}</TimeZone.Provider>;
}

/** The language on screen. */
export function useLocale(): Locale {
  return useTranslation().i18n.language === 'ja' ? 'ja' : 'en';
}

/**
 * What the formatters need, renewed every `everyMs` (one second for countdowns, a minute for lists).
 * A hidden window does not tick; it is renewed when it is seen again.
 */
export function useFormatContext(everyMs = 60_000): FormatContext {
  const locale = useLocale();
  const timeZone = useContext(TimeZone);
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const tick = (): void => {
      if (!document.hidden) setNow(new Date());
    };
    const timer = setInterval(tick, everyMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs]);
  return useMemo(() => ({ locale, timeZone, now }), [locale, timeZone, now]);
}
