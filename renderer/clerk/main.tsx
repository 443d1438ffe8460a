import '#renderer/data/no-eval.ts';
import '#renderer/styles/index.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CounterClientProvider, startCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { watchComposition } from '#renderer/ui/ime.ts';
import { ClerkApp } from './clerk-app.tsx';
import { currentLocale, LanguageProvider } from './language.tsx';

watchComposition(document);
document.documentElement.dataset['theme'] = window.matchMedia('(prefers-color-scheme: dark)').matches
  ? 'dark'
  : 'light';

const queryClient = new QueryClient({
  defaultOptions: { queries: { networkMode: 'always' }, mutations: { networkMode: 'always' } },
});
const client = startCounterClient(currentLocale);
client.session.view.subscribe((view) => {
  // The next clerk at this counter sees nothing of the one before.
  if (view.status === 'signed_out') queryClient.clear();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <LanguageProvider>
        <QueryClientProvider client={queryClient}>
          <CounterClientProvider value={client}>
            <ClerkApp />
          </CounterClientProvider>
        </QueryClientProvider>
      </LanguageProvider>
    </CSPProvider>
  </StrictMode>,
);
