import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import type { ArticleText } from '#shared/domain/knowledge.ts';

/** A title and words in each language; one of them may stay empty. */
export type Typed = Record<'ja' | 'en', ArticleText>;

type BothLanguagesProps = {
  readonly value: Typed;
  readonly onChange: (value: Typed) => void;
  readonly readOnly?: boolean;
};

/** Both languages beside each other, each a title and its words. */
export function BothLanguages({ value, onChange, readOnly = false }: BothLanguagesProps) {
  const { t } = useTranslation('knowledge');
  return (
    <div className="grid grid-cols-2 gap-4">
      {(['ja', 'en'] as const).map((locale) => (
        <fieldset key={locale} lang={locale} className="flex flex-col gap-2">
          <legend className="pb-1 font-semibold text-ink-3">{t(`language.${locale}`)}</legend>
          <Field label={t('article.title')}>
            <TextInput
              value={value[locale].title}
              readOnly={readOnly}
              maxLength={200}
              onChange={(e) => onChange({ ...value, [locale]: { ...value[locale], title: e.target.value } })}
            />
          </Field>
          <Field label={t('article.body')}>
            <TextArea
              value={value[locale].body}
              readOnly={readOnly}
              maxLength={20_000}
              className="h-44"
              onChange={(e) => onChange({ ...value, [locale]: { ...value[locale], body: e.target.value } })}
            />
          </Field>
        </fieldset>
      ))}
    </div>
  );
}

const EMPTY: ArticleText = { title: '', body: '' };

export const typedOf = (
  of: { readonly ja?: ArticleText | undefined; readonly en?: ArticleText | undefined } | null,
): Typed => ({
  ja: of?.ja ?? EMPTY,
  en: of?.en ?? EMPTY,
});

/** The languages that say something, as the hub takes them; null while none does, or one has only a title or words. */
export function wholeLanguages(typed: Typed): Partial<Typed> | null {
  const whole: Partial<Typed> = {};
  for (const locale of ['ja', 'en'] as const) {
    const [title, body] = [typed[locale].title.trim(), typed[locale].body.trim()];
    if (title === '' && body === '') continue;
    if (title === '' || body === '') return null;
    whole[locale] = { title, body };
  }
  return whole.ja === undefined && whole.en === undefined ? null : whole;
}
