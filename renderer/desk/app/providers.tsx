import { CSPProvider } from '@base-ui/react/csp-provider';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import type { SettingsStore } from '#renderer/data/settings.ts';
import { I18nProvider } from '#renderer/i18n/i18n-provider.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { watchComposition } from '#renderer/ui/ime.ts';
import { installShortcuts } from '#renderer/ui/shortcuts.ts';
import { ToastRegion } from '#renderer/ui/toast.tsx';
import { TooltipProvider } from '#renderer/ui/tooltip.tsx';
import { resolveLocale, SettingsProvider, useSettings } from './use-settings.tsx';

function Language({ children }: { readonly children: ReactNode }) {
  const { settings } = useSettings();
  return <I18nProvider locale={resolveLocale(settings.locale)}>{children}</I18nProvider>;
}

function Toasts({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <ToastRegion label={t('notifications')} closeLabel={t('close')}>
      {children}
    </ToastRegion>
  );
}

/** The order matters: compositions are followed before shortcuts are, so that the chord after a conversion is judged right. */
function useKeyboard(): void {
  useEffect(() => {
    const stopComposition = watchComposition(document);
    const stopShortcuts = installShortcuts(window);
    return () => {
      stopShortcuts();
      stopComposition();
    };
  }, []);
}

type ProvidersProps = {
  readonly settings: SettingsStore;
  readonly queryClient: QueryClient;
  readonly children: ReactNode;
};

/** Everything a screen of the desk stands in: settings, language, data cache, address, keyboard, toasts. */
export function Providers({ settings, queryClient, children }: ProvidersProps) {
  useKeyboard();
  return (
    // The page's policy allows no style elements; what they would say is in renderer/styles.
    <CSPProvider disableStyleElements>
      <SettingsProvider store={settings}>
        <Language>
          <QueryClientProvider client={queryClient}>
            <Router hook={useHashLocation}>
              <TooltipProvider delay={500}>
                <Toasts>{children}</Toasts>
              </TooltipProvider>
            </Router>
          </QueryClientProvider>
        </Language>
      </SettingsProvider>
    </CSPProvider>
  );
}
