import type { QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SettingsStore } from '#renderer/data/settings.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Providers } from './providers.tsx';

type AppProps = {
  readonly settings: SettingsStore;
  readonly queryClient: QueryClient;
  /** The screen. */
  readonly children: ReactNode;
};

/** The desk: what every screen stands in, and the last net under all of it. */
export function App({ settings, queryClient, children }: AppProps) {
  return (
    <Providers settings={settings} queryClient={queryClient}>
      <ErrorBoundary scope="window">{children}</ErrorBoundary>
    </Providers>
  );
}
