import { useTranslation } from '#renderer/i18n/translation.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { NEW } from '../sections.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { PeopleList } from './people-list.tsx';
import { NewPerson, PersonEditor } from './person-editor.tsx';

/** Who works here: the list, or one of them. */
export function PeopleSection({ id, settings }: { readonly id: string | null; readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  if (id === null) return <PeopleList settings={settings} />;
  if (id === NEW) return <NewPerson settings={settings} />;
  const person = settings.people.find((one) => one.id === id);
  if (person === undefined) return <EmptyState heading="h1" title={t('gone')} />;
  return <PersonEditor person={person} settings={settings} />;
}
