import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import {
  type PersonFields as Fields,
  loginFieldSchema,
  type Person,
  personFieldsSchema,
} from '#shared/domain/settings.ts';
import { SaveBar } from '../save-bar.tsx';
import { Card, SectionFrame } from '../section-frame.tsx';
import { goOn } from '../sections.ts';
import { ClerkStore } from '../stores/clerk-store.tsx';
import { useUnsaved } from '../unsaved.ts';
import { useDraft } from '../use-draft.ts';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { CodeDialog } from './code-dialog.tsx';
import { makeCode } from './make-code.ts';
import { PersonAccess } from './person-access.tsx';
import { PersonFields } from './person-fields.tsx';
import { PersonSessions } from './person-sessions.tsx';

const fieldsOf = (p: Person): Fields => ({
  name: p.name,
  publicName: p.publicName,
  role: p.role,
  locale: p.locale,
  languages: p.languages,
  teamIds: p.teamIds,
  skillIds: p.skillIds,
  capacity: p.capacity,
  callCapacity: p.callCapacity,
  mailCapacity: p.mailCapacity,
});

/** What still has to be said, or undefined. The name towards customers is the person's own unless another is given. */
function useProblem(): (fields: Fields, login?: string) => string | undefined {
  const { t } = useTranslation('workspaceSettings');
  return (fields, login) => {
    if (fields.name.trim() === '') return t('person.nameMissing');
    if (login !== undefined && !loginFieldSchema.safeParse(login).success) return t('person.loginWrong');
    if (fields.languages.length === 0) return t('person.languageMissing');
    return personFieldsSchema.safeParse(withPublicName(fields)).success ? undefined : t('save.wrong');
  };
}

const withPublicName = (fields: Fields): Fields => ({
  ...fields,
  publicName: fields.publicName.trim() === '' ? fields.name : fields.publicName,
});

/** One person, as everybody sees them and as they may work. */
export function PersonEditor({ person, settings }: { readonly person: Person; readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const draft = useDraft(fieldsOf(person), person.revision);
  const saving = useSave();
  const problem = useProblem()(draft.value);
  useUnsaved(draft.isDirty);
  const reset = (): void => {
    saving.clear();
    draft.reset();
  };
  const save = async (): Promise<void> => {
    const input = { ...withPublicName(draft.value), id: person.id, revision: draft.revision };
    const done = await saving.save('person:change', input);
    if (done !== null) draft.saved(done.revision);
  };
  return (
    <SectionFrame
      title={person.name}
      back={{ section: 'people', label: t('sections.people') }}
      actions={!person.active && <Chip>{t('person.inactive')}</Chip>}
      footer={
        <SaveBar
          {...saving}
          isDirty={draft.isDirty}
          isBehind={draft.isBehind}
          problem={draft.isDirty ? problem : undefined}
          onSave={() => void save()}
          onReset={reset}
        />
      }
    >
      <PersonFields
        value={draft.value}
        onChange={draft.set}
        settings={settings}
        login={
          <Field label={t('person.login')}>
            <TextInput readOnly value={person.login} />
          </Field>
        }
      />
      {person.role === 'clerk' && person.active && (
        <Card title={t('person.store')} detail={t('stores.placesDetail')}>
          <div className="max-w-80">
            <ClerkStore person={person} stores={settings.stores} />
          </div>
        </Card>
      )}
      <PersonAccess person={person} />
      {person.active && <PersonSessions agentId={person.id} />}
    </SectionFrame>
  );
}

/** Somebody new: the same, with a login, and a code at the end with which they set their password. */
export function NewPerson({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const first = settings.teams.find(({ isDefault }) => isDefault);
  const draft = useDraft<Fields & { login: string }>(
    {
      login: '',
      name: '',
      publicName: '',
      role: 'agent',
      locale: 'ja',
      languages: ['ja'],
      teamIds: first === undefined ? [] : [first.id],
      skillIds: [],
      capacity: 4,
      callCapacity: 1,
      mailCapacity: 20,
    },
    1,
  );
  const saving = useSave();
  const [code, setCode] = useState<string | null>(null);
  const [addedId, setAddedId] = useState('');
  const problem = useProblem()(draft.value, draft.value.login);
  useUnsaved(draft.isDirty && addedId === '');
  const save = async (): Promise<void> => {
    const made = makeCode();
    const done = await saving.save('person:add', {
      ...withPublicName(draft.value),
      login: draft.value.login,
      code: made,
    });
    if (done === null) return;
    setAddedId(done.id);
    setCode(made);
  };
  return (
    <SectionFrame
      title={t('people.add')}
      back={{ section: 'people', label: t('sections.people') }}
      footer={
        <SaveBar
          {...saving}
          isNew
          isDirty={draft.isDirty}
          problem={draft.isDirty ? problem : undefined}
          onSave={() => void save()}
          onReset={draft.reset}
        />
      }
    >
      <PersonFields
        value={draft.value}
        onChange={draft.set}
        settings={settings}
        login={
          <Field label={t('person.login')}>
            <TextInput
              value={draft.value.login}
              maxLength={100}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => draft.set({ login: event.target.value })}
            />
          </Field>
        }
      />
      <CodeDialog
        code={code}
        name={draft.value.name}
        login={draft.value.login}
        onClose={() => goOn('people', addedId)}
      />
    </SectionFrame>
  );
}
