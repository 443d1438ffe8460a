import { useTranslation } from '#renderer/i18n/translation.ts';
import { Select } from '#renderer/ui/select.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Person } from '#shared/domain/settings.ts';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

const NOWHERE = 'nowhere';

type ClerkStoreProps = { readonly person: Person; readonly stores: WorkspaceSettings['stores'] };

/** At which store a clerk works; what is chosen acts at once. A closed store is offered only to who is there already. */
export function ClerkStore({ person, stores }: ClerkStoreProps) {
  const { t } = useTranslation('workspaceSettings');
  const saving = useSave();
  const options = stores
    .filter((store) => store.active || store.id === person.storeId)
    .map(({ id, name, active }) => ({ value: id, label: active ? name : t('stores.closedNamed', { name }) }));
  const place = async (chosen: string): Promise<void> => {
    if (saving.isBusy || chosen === (person.storeId ?? NOWHERE)) return;
    const storeId = chosen === NOWHERE ? null : chosen;
    const done = await saving.save('store:place-clerk', { agentId: person.id, storeId });
    if (done !== null) showToast({ title: t('stores.placed', { name: person.name }) });
  };
  return (
    <div className="min-w-0">
      <Select
        label={t('stores.placeOf', { name: person.name })}
        options={[{ value: NOWHERE, label: t('stores.nowhere') }, ...options]}
        value={person.storeId ?? NOWHERE}
        onChange={(chosen) => void place(chosen)}
        className="w-full"
      />
      {saving.error !== null && (
        <p role="alert" className="mt-1 text-bad">
          {saving.error.message}
        </p>
      )}
    </div>
  );
}
