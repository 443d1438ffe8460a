import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { WIDTH_SIGNS } from '#shared/domain/wording/wording-rule.ts';
import type { TypedRule } from './rule-typed.ts';

type WordingTestFieldsProps = {
  readonly typed: TypedRule;
  readonly onChange: (change: Partial<TypedRule>) => void;
};

/** In which language, and what is looked for: words, or signs of a width. */
export function WordingTestFields({ typed, onChange }: WordingTestFieldsProps) {
  const { t } = useTranslation('replies');
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <SegmentedControl
          label={t('wording.language')}
          value={typed.locale}
          onChange={(locale) => onChange({ locale })}
          segments={(['ja', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        />
        <SegmentedControl
          label={t('wording.kindLabel')}
          value={typed.kind}
          onChange={(kind) => onChange({ kind })}
          segments={(['words', 'width'] as const).map((value) => ({ value, label: t(`wording.kind.${value}`) }))}
        />
      </div>
      {typed.kind === 'words' ? (
        <WordFields typed={typed} onChange={onChange} />
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <Select
            label={t('wording.signsLabel')}
            value={typed.signs}
            onChange={(signs) => onChange({ signs })}
            options={WIDTH_SIGNS.map((value) => ({ value, label: t(`wording.signs.${value}`) }))}
          />
          <SegmentedControl
            label={t('wording.wantLabel')}
            value={typed.want}
            onChange={(want) => onChange({ want })}
            segments={(['one_byte', 'two_byte'] as const).map((value) => ({
              value,
              label: t(`wording.want.${value}`),
            }))}
          />
        </div>
      )}
    </>
  );
}

function WordFields({ typed, onChange }: WordingTestFieldsProps) {
  const { t } = useTranslation('replies');
  return (
    <div className="grid grid-cols-2 gap-4">
      <Field label={t('wording.find')} hint={t('wording.lines')}>
        <TextArea
          value={typed.find}
          maxLength={2000}
          className="h-24"
          onChange={(event) => onChange({ find: event.target.value })}
        />
      </Field>
      <Field label={t('wording.except')} hint={t('wording.exceptHint')}>
        <TextArea
          value={typed.except}
          maxLength={2000}
          className="h-24"
          onChange={(event) => onChange({ except: event.target.value })}
        />
      </Field>
      <Field label={t('wording.replace')}>
        <TextInput
          value={typed.isBanned ? '' : typed.replace}
          disabled={typed.isBanned}
          maxLength={60}
          onChange={(event) => onChange({ replace: event.target.value })}
        />
      </Field>
      <div className="self-end">
        <Checkbox checked={typed.isBanned} onChange={(isBanned) => onChange({ isBanned })}>
          {t('wording.isBanned')}
        </Checkbox>
      </div>
    </div>
  );
}
