import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { fieldsOfKind, type RuleDraft, type RuleField, type RuleProblem } from './rule-draft.ts';

type Props = {
  readonly draft: RuleDraft;
  readonly onChange: (patch: Partial<RuleDraft>) => void;
  readonly problem: RuleProblem | null;
  readonly say: (problem: RuleProblem) => string;
};

/** The fields of a rule's kind. */
export function RuleFields({ draft, onChange, problem, say }: Props) {
  const { t } = useTranslation('escalations');
  if (draft.kind === 'commitment_broken') return <p className="text-ink-2">{t('rules.noFields')}</p>;
  const errorOf = (field: RuleField) => (problem?.field === field ? { error: say(problem) } : {});
  if (draft.kind === 'words')
    return (
      <div className="grid gap-3">
        <div className="grid grid-cols-2 gap-3">
          {(['wordsJa', 'wordsEn'] as const).map((field) => (
            <Field key={field} label={t(`rules.${field}`)} {...errorOf(field)}>
              <TextArea
                className="h-44"
                lang={field === 'wordsJa' ? 'ja' : 'en'}
                value={draft[field]}
                onChange={(event) => onChange({ [field]: event.target.value })}
              />
            </Field>
          ))}
        </div>
        <p className="text-ink-3">{t('rules.wordsHint')}</p>
      </div>
    );
  return (
    <div className="grid grid-cols-2 gap-3">
      {fieldsOfKind(draft.kind).map((field) => (
        <Field key={field} label={t(`rules.${labelOf(field)}`)} {...errorOf(field)}>
          <TextInput
            inputMode={field === 'currency' ? 'text' : 'numeric'}
            value={String(draft[field])}
            onChange={(event) => onChange({ [field]: event.target.value })}
            className="figures"
          />
        </Field>
      ))}
    </div>
  );
}

const LABELS = {
  name: 'name',
  kind: 'kind',
  teamId: 'team',
  enabled: 'enabled',
  dueMinutes: 'due',
  times: 'times',
  bounces: 'bounces',
  days: 'days',
  minutes: 'minutes',
  wordsJa: 'wordsJa',
  wordsEn: 'wordsEn',
  currency: 'currency',
  above: 'above',
} as const satisfies Record<RuleField, string>;

/** The word of a field, under `rules`. */
export const labelOf = <F extends RuleField>(field: F): (typeof LABELS)[F] => LABELS[field];
