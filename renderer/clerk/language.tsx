import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { I18nProvider } from '#renderer/i18n/i18n-provider.tsx';
import type { Locale } from '#shared/domain/people.ts';

const KEY = 'tsunagi.clerk.language';
let current: Locale = kept() ?? (navigator.language.toLowerCase().startsWith('ja') ? 'ja' : 'en');

/** The page's language of now; the hub words its errors in it. */
export const currentLocale = (): Locale => current;

/** Private windows keep nothing; then the browser's language is asked again. */
function kept(): Locale | null {
  try {
    const text = window.localStorage.getItem(KEY);
    return text === 'ja' || text === 'en' ? text : null;
  } catch {
    return null;
  }
}

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
    try {
      window.localStorage.setItem(KEY, next);
    } catch {
      // It is asked again next time.
    }
    set(next);
  };
  return (
    <Context.Provider value={{ locale, setLocale }}>
      <I18nProvider locale={locale}>{children}</I18nProvider>
    </Context.Provider>
  );
}
