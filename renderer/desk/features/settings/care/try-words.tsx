import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { wordsFound } from '#shared/domain/words-found.ts';

const LONGEST = 2000;

/** A place to write what a customer might, and see which words it hits: as they are typed, by what the hub looks with. */
export function TryWords({ words }: { readonly words: readonly string[] }) {
  const { t } = useTranslation('care');
  const [text, setText] = useState('');
  const found = wordsFound(text, words);
  return (
    <div className="mt-4 flex flex-col gap-2 border-line border-t pt-3">
      <Field label={t('rules.try')} hint={t('rules.tryHint')}>
        <TextArea value={text} maxLength={LONGEST} className="h-16" onChange={(event) => setText(event.target.value)} />
      </Field>
      <div role="status" className="flex min-h-7 flex-wrap items-center gap-1.5">
        {text.trim() !== '' && (
          <span className={found.length === 0 ? 'text-ink-2' : 'font-semibold text-bad'}>
            {found.length === 0 ? t('rules.tryNothing') : t('rules.tryOpens', { count: found.length })}
          </span>
        )}
        {found.map((word) => (
          <Chip key={word} tone="bad">
            <Words>{word}</Words>
          </Chip>
        ))}
      </div>
    </div>
  );
}
