import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox, CheckGroup } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { isSummariserAddress, REDACTIONS, type Redaction, type SummariserSettings } from '#shared/domain/summariser.ts';
import { Loaded } from '../loaded.tsx';
import { SaveBar } from '../save-bar.tsx';
import { Card, SectionFrame } from '../section-frame.tsx';
import { useUnsaved } from '../unsaved.ts';
import { useDraft } from '../use-draft.ts';
import { useSave } from '../use-save.ts';
import { SummariserTest } from './summariser-test.tsx';

/** Who may improve the draft of a brief, if anybody, and what they are not told. */
export function SummariserSection() {
  const settings = useHubQuery('settings.summariser', {});
  return <Loaded what={settings}>{(data) => <Editor stored={data} />}</Loaded>;
}

type Form = Pick<SummariserSettings, 'enabled' | 'baseUrl' | 'model' | 'redacts'> & { readonly key: string };

const formOf = ({ enabled, baseUrl, model, redacts }: SummariserSettings): Form => ({
  enabled,
  baseUrl,
  model,
  redacts,
  key: '',
});

function Editor({ stored }: { readonly stored: SummariserSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const { value, set, isDirty, revision, isBehind, reset, saved } = useDraft<Form>(formOf(stored), stored.revision);
  const saving = useSave();
  useUnsaved(isDirty);
  const isAddress = isSummariserAddress(value.baseUrl.trim());
  const isComplete = isAddress && value.model.trim() !== '';
  const save = async (): Promise<void> => {
    const { key, ...fields } = value;
    const answer = await saving.save('summariser:set', {
      ...fields,
      revision,
      ...(key.trim() !== '' && { key: key.trim() }),
    });
    if (answer === null) return;
    set({ key: '' });
    saved(answer.revision);
  };
  const isElsewhere = stored.hasKey && value.baseUrl !== stored.baseUrl;
  return (
    <SectionFrame
      title={t('sections.summariser')}
      detail={t('summariser.detail')}
      footer={
        <SaveBar
          isDirty={isDirty}
          isBusy={saving.isBusy}
          isBehind={isBehind}
          error={saving.error}
          problem={isDirty && !isComplete ? t('summariser.incomplete') : undefined}
          onSave={() => void save()}
          onReset={() => {
            saving.clear();
            reset();
          }}
        />
      }
    >
      <Card title={t('summariser.endpoint')} detail={t('summariser.endpointDetail')}>
        <div className="flex max-w-[560px] flex-col gap-3">
          <Checkbox checked={value.enabled} onChange={(enabled) => set({ enabled })}>
            {t('summariser.enabled')}
          </Checkbox>
          <Field
            label={t('summariser.address')}
            hint={t('summariser.addressHint')}
            {...(value.baseUrl !== '' && !isAddress && { error: t('summariser.addressWrong') })}
          >
            <TextInput
              value={value.baseUrl}
              placeholder="https://llm.example.com/v1"
              spellCheck={false}
              onChange={(event) => set({ baseUrl: event.target.value })}
            />
          </Field>
          <Field label={t('summariser.model')}>
            <TextInput
              value={value.model}
              spellCheck={false}
              maxLength={200}
              onChange={(event) => set({ model: event.target.value })}
            />
          </Field>
          <Field label={t('summariser.key')} hint={t(keyHint(stored.hasKey, isElsewhere))}>
            <TextInput
              type="password"
              autoComplete="off"
              value={value.key}
              maxLength={500}
              onChange={(event) => set({ key: event.target.value })}
            />
          </Field>
        </div>
      </Card>
      <Card title={t('summariser.redacts')} detail={t('summariser.redactsDetail')}>
        <CheckGroup<Redaction>
          label={t('summariser.redacts')}
          options={REDACTIONS.map((part) => ({ value: part, label: t(`summariser.part.${part}`) }))}
          values={value.redacts}
          onChange={(redacts) => set({ redacts: [...redacts] })}
        />
      </Card>
      <SummariserTest disabled={isDirty || !stored.enabled} />
    </SectionFrame>
  );
}

function keyHint(hasKey: boolean, isElsewhere: boolean) {
  if (isElsewhere) return 'summariser.keyElsewhere' as const;
  return hasKey ? ('summariser.keyKept' as const) : ('summariser.keyNone' as const);
}
