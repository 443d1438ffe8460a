import { SlidersHorizontal } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DeskPage } from './app/desk-features.ts';
import { CheckEditor } from './features/identity-check/index.ts';
import { RefundLimits } from './features/order-acts/index.ts';

const Page = lazy(async () => ({ default: (await import('./features/settings/index.ts')).SettingsPage }));

/** Where an administrator sets up the workspace; a lead sees there how the channels are. */
export const settingsPage: DeskPage = {
  name: 'settings',
  useLabel: () => useTranslation('workspaceSettings').t('rail'),
  icon: <SlidersHorizontal aria-hidden="true" size={18} />,
  roles: ['agent', 'lead', 'admin'],
  // An agent comes here for their own computer, by the settings.
  railRoles: ['lead', 'admin'],
  page: ({ rest }) => (
    <Suspense fallback={null}>
      <Page
        rest={rest}
        checks={
          <div className="flex flex-col gap-8">
            <CheckEditor />
            <RefundLimits />
          </div>
        }
      />
    </Suspense>
  ),
};
