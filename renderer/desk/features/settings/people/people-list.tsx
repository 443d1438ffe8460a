import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { foldText, hasWords } from '#renderer/i18n/fold.ts';
import { compareNames } from '#renderer/i18n/names.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Person } from '#shared/domain/settings.ts';
import { Row, Rows } from '../rows.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { goToSection, NEW } from '../sections.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

/** Where somebody belongs: a clerk's store first, then the teams. */
const belongingsOf = (person: Person, { teams, stores }: WorkspaceSettings): string[] => [
  ...stores.filter(({ id }) => id === person.storeId).map(({ name }) => name),
  ...teams.filter(({ id }) => person.teamIds.includes(id)).map(({ name }) => name),
];

function PersonRow({ person, settings }: { readonly person: Person; readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  const isUnplaced = person.role === 'clerk' && person.storeId === undefined;
  return (
    <Row onOpen={() => goToSection('people', person.id)} isQuiet={!person.active}>
      <span className="grid grid-cols-[minmax(0,4fr)_minmax(0,2fr)_minmax(0,6fr)] items-center gap-3">
        <span className="min-w-0">
          <span className="block truncate font-semibold">
            <Words>{person.name}</Words>
          </span>
          <span className="block truncate text-ink-3">{person.login}</span>
        </span>
        <span className="truncate">{t(`roles.${person.role}`)}</span>
        <span className="flex min-w-0 items-center gap-1.5">
          <span className="min-w-0 flex-1 truncate text-ink-2">
            <Words>{belongingsOf(person, settings).join(common('listComma'))}</Words>
          </span>
          {!person.active && <Chip>{t('person.inactive')}</Chip>}
          {person.active && isUnplaced && <Chip tone="warn">{t('person.noStore')}</Chip>}
          {person.active && !person.hasPassword && <Chip tone="warn">{t('person.noPassword')}</Chip>}
        </span>
      </span>
    </Row>
  );
}

/** Everybody, found by name, login or team. */
export function PeopleList({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const [query, setQuery] = useState('');
  const [withInactive, setWithInactive] = useState(false);
  const inactive = settings.people.filter(({ active }) => !active).length;
  const wordsOf = (person: Person): string => {
    const own = [person.name, person.publicName, person.login, t(`roles.${person.role}`)];
    return foldText([...own, ...belongingsOf(person, settings)].join(' '));
  };
  const shown = settings.people
    .filter(({ active }) => active || withInactive)
    .filter((person) => query.trim() === '' || hasWords(wordsOf(person), query))
    .sort(compareNames);
  return (
    <SectionFrame
      title={t('sections.people')}
      detail={t('people.detail')}
      actions={
        <Button
          variant="primary"
          icon={<UserPlus aria-hidden="true" size={14} />}
          onClick={() => goToSection('people', NEW)}
        >
          {t('people.add')}
        </Button>
      }
    >
      <div className="flex items-center gap-4">
        <TextInput
          type="search"
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="max-w-80"
        />
        {inactive > 0 && (
          <Checkbox checked={withInactive} onChange={setWithInactive}>
            {t('people.withInactive', { count: inactive })}
          </Checkbox>
        )}
        <span role="status" className="figures ml-auto text-ink-3">
          {t('people.count', { count: shown.length })}
        </span>
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t('people.none')} detail={t('people.noneDetail')} />
      ) : (
        <Rows label={t('sections.people')}>
          {shown.map((person) => (
            <PersonRow key={person.id} person={person} settings={settings} />
          ))}
        </Rows>
      )}
    </SectionFrame>
  );
}
