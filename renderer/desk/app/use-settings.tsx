import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react';
import type { SettingsStore } from '#renderer/data/settings.ts';
import type { Locale } from '#shared/domain/people.ts';
import { DEFAULT_SETTINGS, type Settings, type SettingsPatch } from '#shared/ipc/settings.ts';

type SettingsAccess = { readonly settings: Settings; readonly change: (patch: SettingsPatch) => void };

const SettingsContext = createContext<SettingsAccess>({ settings: DEFAULT_SETTINGS, change: () => undefined });

/** The agent's choices about this window, and the way to change one. */
export const useSettings = (): SettingsAccess => useContext(SettingsContext);

/** The language of a setting; `system` is what the browser or the OS prefers. */
export function resolveLocale(locale: Settings['locale'], preferred: string = navigator.language): Locale {
  if (locale !== 'system') return locale;
  return preferred.toLowerCase().startsWith('ja') ? 'ja' : 'en';
}

const systemDark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

/** Puts language, theme and density on the document, where the tokens read them. Once before the first frame, then at each change. */
export function applyAppearance({ locale, theme, density }: Settings): void {
  const root = document.documentElement;
  const systemTheme = systemDark().matches ? 'dark' : 'light';
  root.lang = resolveLocale(locale);
  root.dataset['theme'] = theme === 'system' ? systemTheme : theme;
  root.dataset['density'] = density;
}

/** Keeps the document as the settings say, and follows the system when they leave it to it. */
function useAppearance(settings: Settings): void {
  useEffect(() => {
    const system = systemDark();
    const apply = (): void => applyAppearance(settings);
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [settings]);
}

type SettingsProviderProps = { readonly store: SettingsStore; readonly children: ReactNode };

/** Gives everything inside the settings of a store, and applies those that concern looks. */
export function SettingsProvider({ store, children }: SettingsProviderProps) {
  const settings = useSyncExternalStore(store.subscribe, store.current);
  useAppearance(settings);
  return <SettingsContext.Provider value={{ settings, change: store.change }}>{children}</SettingsContext.Provider>;
}
