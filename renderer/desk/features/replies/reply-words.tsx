import { type FocusEvent, useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import type { Locale } from '#shared/domain/people.ts';
import { REPLY_VARIABLES } from '#shared/domain/reply-variables.ts';
import { type Typed, VARIANTS, type Variant } from './reply-typed.ts';

type ReplyWordsProps = {
  readonly value: Typed;
  readonly variant: Variant;
  readonly onVariant: (variant: Variant) => void;
  readonly onChange: (value: Typed) => void;
};

const SIGN = { customer: '{customer}', family: '{family}', today: '{today+3}' } as const;
const signOf = (name: (typeof REPLY_VARIABLES)[number]): string => (name in SIGN ? SIGN[name as 'today'] : `{${name}}`);

/** Both languages beside each other, for one way of writing at a time; a variable goes where the caret was last. */
export function ReplyWords({ value, variant, onVariant, onChange }: ReplyWordsProps) {
  const { t } = useTranslation('replies');
  const last = useRef<{ readonly locale: Locale; readonly field: HTMLTextAreaElement } | null>(null);
  const [said, setSaid] = useState('');
  const write = (locale: Locale, part: 'title' | Variant, words: string): void =>
    onChange({ ...value, [locale]: { ...value[locale], [part]: words } });
  const insert = (sign: string): void => {
    const at = last.current;
    const locale = at?.locale ?? 'ja';
    const words = value[locale][variant];
    const [from, to] = at === null ? [words.length, words.length] : [at.field.selectionStart, at.field.selectionEnd];
    write(locale, variant, `${words.slice(0, from)}${sign}${words.slice(to)}`);
    setSaid(t('inserted', { name: sign }));
    requestAnimationFrame(() => {
      at?.field.focus();
      at?.field.setSelectionRange(from + sign.length, from + sign.length);
    });
  };
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <SegmentedControl
          label={t('variant.label')}
          value={variant}
          onChange={onVariant}
          segments={VARIANTS.map((one) => ({ value: one, label: t(`variant.${one}`) }))}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a box that is not wanted here */}
        <div role="group" aria-label={t('variables')} className="flex flex-wrap gap-1">
          {REPLY_VARIABLES.map((name) => (
            <button
              key={name}
              type="button"
              title={signOf(name)}
              className="min-h-6 rounded-full border border-line bg-raised px-2 text-ink-2 hover:text-ink"
              onClick={() => insert(signOf(name))}
            >
              {t(`variable.${name}`)}
            </button>
          ))}
        </div>
        <span role="status" className="sr-only">
          {said}
        </span>
      </div>
      <p className="text-ink-3">{t(`variantHint.${variant}`)}</p>
      <div className="grid grid-cols-2 gap-4">
        {(['ja', 'en'] as const).map((locale) => (
          <fieldset key={locale} className="flex min-w-0 flex-col gap-2">
            <legend className="pb-1 font-semibold text-ink-3">{t(`language.${locale}`)}</legend>
            <Field label={t('title')}>
              <TextInput
                lang={locale}
                value={value[locale].title}
                maxLength={100}
                onChange={(event) => write(locale, 'title', event.target.value)}
              />
            </Field>
            <Field label={t(`variant.${variant}`)}>
              <TextArea
                lang={locale}
                value={value[locale][variant]}
                maxLength={5000}
                placeholder={variant === 'body' ? undefined : value[locale].body}
                className="h-36"
                onFocus={(event: FocusEvent<HTMLTextAreaElement>) => {
                  last.current = { locale, field: event.currentTarget };
                }}
                onChange={(event) => write(locale, variant, event.target.value)}
              />
            </Field>
          </fieldset>
        ))}
      </div>
    </div>
  );
}
