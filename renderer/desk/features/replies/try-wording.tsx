import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { REACHING } from '#shared/domain/channels.ts';
import { checkWording } from '#shared/domain/wording/check-wording.ts';
import type { WordingRule } from '#shared/domain/wording/wording-rule.ts';

type TryWordingProps = { readonly rule: Omit<WordingRule, 'id' | 'revision'> | null };

/** A place to write what colleagues write, and see what the rule makes of it before it is in force. */
export function TryWording({ rule }: TryWordingProps) {
  const { t } = useTranslation('replies');
  const [text, setText] = useState('');
  const [channel = REACHING[0]] = rule?.channels ?? [];
  const found =
    rule === null || channel === undefined
      ? []
      : checkWording(text, [{ ...rule, enabled: true, id: '', revision: 1 }], channel);
  return (
    <div className="flex flex-col gap-1.5">
      <Field label={t('wording.try')}>
        <TextArea value={text} maxLength={2000} className="h-16" onChange={(event) => setText(event.target.value)} />
      </Field>
      <p role="status" className="min-h-5 text-ink-2">
        {text !== '' && found.length === 0 && t('wording.tryNothing')}
        <Words>
          {found.map((one) => `${one.found}${one.replace === undefined ? '' : ` → ${one.replace}`}`).join('、')}
        </Words>
      </p>
    </div>
  );
}
