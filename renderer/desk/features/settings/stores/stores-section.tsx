import { useTranslation } from '#renderer/i18n/translation.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { NEW } from '../sections.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { NewStore, StoreEditor } from './store-editor.tsx';
import { StoreList } from './store-list.tsx';

/** The stores: the list, or one of them. */
export function StoresSection({ id, settings }: { readonly id: string | null; readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  if (id === null) return <StoreList settings={settings} />;
  if (id === NEW) return <NewStore settings={settings} />;
  const store = settings.stores.find((one) => one.id === id);
  if (store === undefined) return <EmptyState heading="h1" title={t('gone')} />;
  return <StoreEditor store={store} />;
}
