import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { OutcomeSettings } from '#shared/domain/settings.ts';
import type { SurveyFields, SurveySettings } from '#shared/domain/survey.ts';
import { SaveBar } from '../save-bar.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { useUnsaved } from '../unsaved.ts';
import { useDraft } from '../use-draft.ts';
import { useSave } from '../use-save.ts';
import { SurveyWhen } from './survey-when.tsx';
import { SurveyWords } from './survey-words.tsx';

type SurveyEditorProps = {
  readonly stored: SurveySettings;
  readonly name: string;
  readonly outcomes: readonly OutcomeSettings[];
};

function fieldsOf({ teamId: _, revision: __, ...fields }: SurveySettings): SurveyFields {
  return fields;
}

/** One row: whether, on which channels, in which words, when, and after what nobody is asked. */
export function SurveyEditor({ stored, name, outcomes }: SurveyEditorProps) {
  const { t } = useTranslation(['surveys', 'workspaceSettings']);
  const { teamId } = stored;
  const { value, set, isDirty, revision, isBehind, reset, saved } = useDraft(fieldsOf(stored), stored.revision);
  const saving = useSave();
  useUnsaved(isDirty);
  const isWorded = [value.questionJa, value.questionEn, value.thanksJa, value.thanksEn].every(
    (one) => one.trim() !== '',
  );
  const isNowhere = value.enabled && value.channels.length === 0;
  const save = async (): Promise<void> => {
    const team = teamId === undefined ? {} : { teamId };
    const answer = await saving.save('survey:set', { ...team, revision, fields: value });
    if (answer !== null) saved(answer.revision);
  };
  const unset = async (): Promise<void> => {
    if (teamId !== undefined) await saving.save('survey:unset', { teamId, revision });
  };
  const problem = isWorded ? isNowhere && t('surveys:noChannel') : t('surveys:noWords');
  return (
    <SectionFrame
      title={name}
      detail={t('surveys:editorDetail')}
      back={{ section: 'surveys', label: t('workspaceSettings:sections.surveys') }}
      actions={
        teamId !== undefined && stored.revision > 0 ? (
          <Button disabled={saving.isBusy} onClick={() => void unset()}>
            {t('surveys:dropOwn')}
          </Button>
        ) : undefined
      }
      footer={
        <SaveBar
          // A team's own row may be saved as it stands: then it no longer follows the others.
          isDirty={isDirty || (teamId !== undefined && stored.revision === 0)}
          isBusy={saving.isBusy}
          isBehind={isBehind}
          error={saving.error}
          problem={problem === false ? undefined : problem}
          onSave={() => void save()}
          onReset={() => {
            saving.clear();
            reset();
          }}
        />
      }
    >
      <SurveyWhen value={value} set={set} outcomes={outcomes} />
      <SurveyWords value={value} set={set} />
    </SectionFrame>
  );
}
