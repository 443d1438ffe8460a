import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { Card } from '../section-frame.tsx';
import { type Both, LANGUAGES, wordsIn } from './care-draft.ts';
import { TryWords } from './try-words.tsx';

type WordsCardProps = { readonly words: Both; readonly onChange: (words: Both) => void };

/** The words of danger, one a line, and a sentence to try them on. */
export function WordsCard({ words, onChange }: WordsCardProps) {
  const { t } = useTranslation('care');
  return (
    <Card title={t('rules.words')} detail={t('rules.wordsDetail')}>
      <div className="grid grid-cols-2 gap-4">
        {LANGUAGES.map((language) => (
          <Field
            key={language}
            label={t(`rules.wordsIn.${language}`)}
            hint={t('rules.wordCount', { count: wordsIn(words[language]).length })}
          >
            <TextArea
              lang={language}
              spellCheck={false}
              className="h-48"
              value={words[language]}
              onChange={(event) => onChange({ ...words, [language]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      <TryWords words={LANGUAGES.flatMap((language) => wordsIn(words[language]))} />
    </Card>
  );
}
