import { compareNames } from '#renderer/i18n/names.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import { Card } from '../section-frame.tsx';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { ClerkStore } from './clerk-store.tsx';

/** Which clerk works at which store. */
export function ClerkPlaces({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const clerks = settings.people.filter(({ role, active }) => role === 'clerk' && active).sort(compareNames);
  if (clerks.length === 0) {
    return (
      <Card title={t('stores.places')}>
        <p className="text-ink-2">{t('stores.noClerks')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('stores.places')} detail={t('stores.placesDetail')}>
      <ul aria-label={t('stores.places')} className="flex flex-col gap-2">
        {clerks.map((person) => (
          <li key={person.id} className="grid grid-cols-[minmax(0,1fr)_minmax(0,18rem)] items-start gap-3">
            <span className="flex h-8 min-w-0 items-center gap-2">
              <span className="truncate font-medium">
                <Words>{person.name}</Words>
              </span>
              <span className="truncate text-ink-3">{person.login}</span>
            </span>
            <ClerkStore person={person} stores={settings.stores} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
