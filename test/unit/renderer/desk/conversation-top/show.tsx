import { QueryClient } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from '#renderer/desk/app/app.tsx';
import type { FakeDesk } from '#renderer/desk/stories/fake-desk.ts';

/** Shows a part of the desk in English on a desk without a hub. */
export function show({ client }: FakeDesk, part: ReactNode) {
  const settings = createSettingsStore(window.localStorage, null);
  settings.change({ locale: 'en' });
  return render(
    <App settings={settings} queryClient={new QueryClient()}>
      <DeskClientProvider client={client}>{part}</DeskClientProvider>
    </App>,
  );
}
