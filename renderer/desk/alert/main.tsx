import '#renderer/data/no-eval.ts';
import '#renderer/styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { desktop } from '#renderer/data/desktop.ts';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { I18nProvider } from '#renderer/i18n/i18n-provider.tsx';
import { applyAppearance, resolveLocale } from '../app/use-settings.tsx';
import { SmallAlerts } from './small-alerts.tsx';

const settings = createSettingsStore();
const root = document.getElementById('root');
if (!root) throw new Error('alert.html has no element with the id "root"');
const shown = createRoot(root);

function show(): void {
  applyAppearance(settings.current());
  if (desktop === null) return;
  shown.render(
    <StrictMode>
      <I18nProvider locale={resolveLocale(settings.current().locale)}>
        <SmallAlerts bridge={desktop} />
      </I18nProvider>
    </StrictMode>,
  );
}

settings.subscribe(show);
show();
