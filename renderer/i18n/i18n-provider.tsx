import { type ReactNode, useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Locale } from '#shared/domain/people.ts';
import { createI18n } from './i18n.ts';

/** Gives everything inside its words in one language. */
export function I18nProvider({ locale, children }: { readonly locale: Locale; readonly children: ReactNode }) {
  const [i18n] = useState(() => createI18n(locale));
  useEffect(() => {
    void i18n.changeLanguage(locale);
  }, [i18n, locale]);
  return <I18nextProvider i18n={i18n}>{children}</I18nextProvider>;
}
