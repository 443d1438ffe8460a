import { type Locale, localeSchema } from '#shared/domain/people.ts';

const KEY = 'tsunagi.clerk.language';

/** The language chosen on this machine before; null where none was, or where nothing is kept. */
export function keptLanguage(): Locale | null {
  try {
    return localeSchema.safeParse(window.localStorage.getItem(KEY)).data ?? null;
  } catch {
    return null; // a private window keeps nothing
  }
}

export function keepLanguage(locale: Locale): void {
  try {
    window.localStorage.setItem(KEY, locale);
  } catch {
    // It is asked again next time.
  }
}
