import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { type StoreSettings, storeFieldsSchema } from '#shared/domain/settings.ts';
import { SaveBar } from '../save-bar.tsx';
import { Card, SectionFrame } from '../section-frame.tsx';
import { goOn } from '../sections.ts';
import { useUnsaved } from '../unsaved.ts';
import { type Draft, useDraft } from '../use-draft.ts';
import { type Saving, useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

type Fields = { readonly code: string; readonly name: string; readonly phone: string; readonly active: boolean };

const FRESH: Fields = { code: '', name: '', phone: '', active: true };

/** One store. Its code stays: what tills have written under it stays its own. */
export function StoreEditor({ store }: { readonly store: StoreSettings }) {
  const { code, name, phone = '', active, revision, openQuestions } = store;
  const draft = useDraft<Fields>({ code, name, phone, active }, revision);
  const saving = useSave();
  const save = async (): Promise<void> => {
    const done = await saving.save('store:save', { ...draft.value, revision: draft.revision });
    if (done !== null) draft.saved(done.revision);
  };
  return (
    <StoreForm title={name} draft={draft} saving={saving} onSave={() => void save()} openQuestions={openQuestions} />
  );
}

/** A store that is not there yet. */
export function NewStore({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const draft = useDraft(FRESH, 1);
  const saving = useSave();
  const isTaken = settings.stores.some(({ code }) => code === draft.value.code.trim());
  const save = async (): Promise<void> => {
    const done = await saving.save('store:save', { ...draft.value, revision: 0 });
    if (done === null) return;
    draft.saved(done.revision);
    goOn('stores', done.storeId);
  };
  return (
    <StoreForm
      title={t('stores.add')}
      draft={draft}
      saving={saving}
      onSave={() => void save()}
      codeError={isTaken ? t('stores.codeTaken') : undefined}
      isNew
    />
  );
}

type StoreFormProps = {
  readonly title: string;
  readonly draft: Draft<Fields>;
  readonly saving: Saving;
  readonly onSave: () => void;
  readonly isNew?: boolean;
  readonly codeError?: string | undefined;
  readonly openQuestions?: number;
};

function StoreForm({ title, draft, saving, onSave, isNew = false, codeError, openQuestions = 0 }: StoreFormProps) {
  const { t } = useTranslation('workspaceSettings');
  const { value, set } = draft;
  useUnsaved(draft.isDirty);
  const missing = storeFieldsSchema.safeParse(value).success ? undefined : t('stores.missing');
  const reset = (): void => {
    saving.clear();
    draft.reset();
  };
  return (
    <SectionFrame
      title={title}
      back={{ section: 'stores', label: t('sections.stores') }}
      footer={
        <SaveBar
          {...saving}
          isNew={isNew}
          isDirty={draft.isDirty}
          isBehind={draft.isBehind}
          problem={draft.isDirty ? (codeError ?? missing) : undefined}
          onSave={onSave}
          onReset={reset}
        />
      }
    >
      <Card>
        <div className="grid grid-cols-2 items-start gap-4">
          <Field label={t('stores.name')}>
            <TextInput value={value.name} maxLength={200} onChange={(event) => set({ name: event.target.value })} />
          </Field>
          <Field label={t('stores.phone')}>
            <TextInput
              type="tel"
              value={value.phone}
              maxLength={50}
              onChange={(event) => set({ phone: event.target.value })}
            />
          </Field>
          <Field label={t('stores.code')} hint={t('stores.codeHint')} error={codeError}>
            <TextInput
              readOnly={!isNew}
              value={value.code}
              maxLength={100}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => set({ code: event.target.value })}
            />
          </Field>
        </div>
      </Card>
      <Card>
        <Checkbox checked={value.active} onChange={(active) => set({ active })}>
          {t('stores.active')}
        </Checkbox>
        {!value.active && openQuestions > 0 && (
          <p role="status" className="text-warn">
            {t('stores.questionsStay', { count: openQuestions })}
          </p>
        )}
      </Card>
    </SectionFrame>
  );
}
