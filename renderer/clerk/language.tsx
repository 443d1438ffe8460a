import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { keepLanguage, keptLanguage } from '#renderer/data/counter/kept-language.ts';
import { I18nProvider } from '#renderer/i18n/i18n-provider.tsx';
import type { Locale } from '#shared/domain/people.ts';

let current: Locale = keptLanguage() ?? (navigator.language.toLowerCase().startsWith('ja') ? 'ja' : 'en');

/** The page's language of now; the hub words its errors in it. */
export const currentLocale = (): Locale => current;

type Access = { readonly locale: Locale; readonly setLocale: (locale: Locale) => void };
const Context = createContext<Access>({ locale: current, setLocale: () => undefined });
export const useLanguage = (): Access => useContext(Context);

/** The counter's language, kept on this machine. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [locale, set] = useState<Locale>(current);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const setLocale = (next: Locale): void => {
    current = next;
    keepLanguage(next);
    set(next);
  };
  return (
    <Context.Provider value={{ locale, setLocale }}>
      <I18nProvider locale={locale}>{children}</I18nProvider>
    </Context.Provider>
  );
}
