import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { dayNumber, type FormatContext } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';

/** What every row needs and none asks for by itself, so that a tick of the clock does not draw them all anew. */
export type ThreadContext = {
  /** Its `now` moves on at midnight only: rows show times and days, never how long ago. */
  readonly format: FormatContext;
  /** Empty while unknown. */
  readonly customerName: string;
  readonly outcomeName: (code: string) => string;
  readonly categoryName: (name: string) => string;
};

const Context = createContext<ThreadContext | null>(null);

export function useThreadContext(): ThreadContext {
  const context = useContext(Context);
  if (context === null) throw new Error('a row stands outside its thread');
  return context;
}

type Props = { readonly customerName: string; readonly children: ReactNode };

export function ThreadContextProvider({ customerName, children }: Props) {
  const { locale, timeZone, now } = useFormatContext();
  const me = useMe();
  const data = me.state === 'ready' ? me.data : null;
  const today = dayNumber(now, timeZone);
  const value = useMemo((): ThreadContext => {
    const named = (row: { nameJa: string; nameEn: string } | undefined): string | undefined =>
      locale === 'ja' ? row?.nameJa : row?.nameEn;
    return {
      format: { locale, timeZone, now: new Date(today * 86_400_000 + 43_200_000 - offsetOf(timeZone, today)) },
      customerName,
      outcomeName: (code) => named(data?.outcomes.find((one) => one.code === code)) ?? code,
      categoryName: (name) => named(data?.categories.find((one) => one.nameJa === name || one.nameEn === name)) ?? name,
    };
  }, [locale, timeZone, today, customerName, data]);
  return <Context value={value}>{children}</Context>;
}

/** How far noon UTC of a day is from that day in a time zone, in whole days: noon is the same day nearly everywhere. */
function offsetOf(timeZone: string, day: number): number {
  const noon = day * 86_400_000 + 43_200_000;
  return (dayNumber(new Date(noon), timeZone) - day) * 86_400_000;
}

/** The words of a thread; every kind of row takes them from here. */
export const useThreadWords = () =>
  useTranslation([
    'thread',
    'common',
    'customer',
    'handoff',
    'mail',
    'shop',
    'checks',
    'consent',
    'escalations',
    'surveys',
  ]).t;
export type ThreadWords = ReturnType<typeof useThreadWords>;
