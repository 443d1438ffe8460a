import '#renderer/data/no-eval.ts';
import '#renderer/styles/index.css';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startDeskClient } from '#renderer/data/client/start-desk-client.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { PhoneProvider } from '#renderer/data/phone/phone-context.tsx';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { App } from './app/app.tsx';
import { Desk } from './app/desk.tsx';
import { applyAppearance, resolveLocale } from './app/use-settings.tsx';
import { features } from './features.tsx';

const settings = createSettingsStore();
// Before the first frame, so that a dark desk never flashes white.
applyAppearance(settings.current());

// The hub may be on this machine, and the window knows by itself whether it answers: no guessing from `navigator.onLine`.
const queryClient = new QueryClient({
  defaultOptions: { queries: { networkMode: 'always' }, mutations: { networkMode: 'always' } },
});

const client = startDeskClient({ queryClient, locale: () => resolveLocale(settings.current().locale) });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <App settings={settings} queryClient={queryClient}>
      <DeskClientProvider client={client}>
        <PhoneProvider>
          <Desk features={features} />
        </PhoneProvider>
      </DeskClientProvider>
    </App>
  </StrictMode>,
);
