import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { CareRules } from '#shared/domain/care.ts';
import { Loaded } from '../loaded.tsx';
import { SaveBar } from '../save-bar.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { useUnsaved } from '../unsaved.ts';
import { useDraft } from '../use-draft.ts';
import { useSave } from '../use-save.ts';
import { type CareDraft, type CareProblem, draftOf, LONGEST, problemOf, rulesOf } from './care-draft.ts';
import { ChecklistCard } from './checklist-card.tsx';
import { ScriptCard } from './script-card.tsx';
import { WordsCard } from './words-card.tsx';

/** The words that open an incident, what is then to be done, and what is said at each warning: a lead keeps them. */
export function CareSection() {
  const answer = useHubQuery('care.rules', {});
  return <Loaded what={answer}>{({ rules }) => <CareEditor rules={rules} />}</Loaded>;
}

function CareEditor({ rules }: { readonly rules: CareRules }) {
  const { t } = useTranslation(['care', 'workspaceSettings']);
  const { value, set, isDirty, revision, isBehind, reset, saved } = useDraft<CareDraft>(draftOf(rules), rules.revision);
  const saving = useSave();
  useUnsaved(isDirty);
  const problem = problemOf(value);
  const say = (what: CareProblem): string =>
    what.kind === 'long_word'
      ? t('care:rules.problem.long_word', { word: what.word, count: LONGEST.word })
      : t(`care:rules.problem.${what.kind}`, { count: LONGEST.words });
  const save = async (): Promise<void> => {
    const answer = await saving.save('care:save-rules', rulesOf(value, revision));
    if (answer !== null) saved(answer.rules.revision);
  };
  return (
    <SectionFrame
      title={t('workspaceSettings:sections.care')}
      detail={t('care:rules.detail')}
      footer={
        <SaveBar
          isDirty={isDirty}
          isBusy={saving.isBusy}
          isBehind={isBehind}
          error={saving.error}
          problem={isDirty && problem !== null ? say(problem) : undefined}
          onSave={() => void save()}
          onReset={() => {
            saving.clear();
            reset();
          }}
        />
      }
    >
      <WordsCard words={value.words} onChange={(words) => set({ words })} />
      <ChecklistCard checklist={value.checklist} onChange={(checklist) => set({ checklist })} />
      <ScriptCard script={value.script} onChange={(script) => set({ script })} />
    </SectionFrame>
  );
}
