import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import type { SurveyFields } from '#shared/domain/survey.ts';
import { Card } from '../section-frame.tsx';
import type { Draft } from '../use-draft.ts';

type SurveyWordsProps = { readonly value: SurveyFields; readonly set: Draft<SurveyFields>['set'] };

const WORDS = ['questionJa', 'thanksJa', 'questionEn', 'thanksEn'] as const;
const LONGEST = 500;

/** The question and the thanks, in both languages: each customer gets their own. */
export function SurveyWords({ value, set }: SurveyWordsProps) {
  const { t } = useTranslation('surveys');
  return (
    <Card title={t('words')} detail={t('wordsDetail')}>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        {WORDS.map((name) => (
          <Field key={name} label={t(name)} {...(value[name].trim() === '' && { error: t('noWords') })}>
            <TextArea
              rows={3}
              maxLength={LONGEST}
              lang={name.endsWith('Ja') ? 'ja' : 'en'}
              value={value[name]}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          </Field>
        ))}
      </div>
    </Card>
  );
}
