import type { ReactNode } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { ConnectionField } from '#shared/domain/channel-connection.ts';
import type { FieldValues } from './field-values.ts';

type AdapterFieldsProps = {
  readonly form: UseFormReturn<FieldValues>;
  readonly fields: readonly ConnectionField[];
  readonly secretsSet: readonly string[];
};

/** The fields an adapter asks for, in its own words. A secret is written and never read: whether it is set is all one sees. */
export function AdapterFields({ form, fields, secretsSet }: AdapterFieldsProps) {
  return (
    <div className="grid grid-cols-2 items-end gap-4">
      {fields.map((field) => (
        <div key={field.name} className={isWide(field) ? 'col-span-2' : ''}>
          <Controller
            control={form.control}
            name={field.name}
            render={({ field: { value, onChange, onBlur, ref }, fieldState: { error } }) => (
              <AdapterField
                field={field}
                value={value ?? ''}
                error={error?.message}
                isSet={secretsSet.includes(field.name)}
                onChange={onChange}
                onBlur={onBlur}
                inputRef={ref}
              />
            )}
          />
        </div>
      ))}
    </div>
  );
}

const isWide = ({ kind }: ConnectionField): boolean => kind === 'long_text' || kind === 'list' || kind === 'url';

type AdapterFieldProps = {
  readonly field: ConnectionField;
  readonly value: string | boolean;
  readonly error: string | undefined;
  readonly isSet: boolean;
  readonly onChange: (value: string | boolean) => void;
  readonly onBlur: () => void;
  readonly inputRef: (element: HTMLElement | null) => void;
};

function AdapterField({ field, value, error, isSet, onChange, onBlur, inputRef }: AdapterFieldProps) {
  const { t } = useTranslation('channelSettings');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const { kind, required, choices = [] } = field;
  const label = field.label[locale];
  const hint = field.help?.[locale];
  if (kind === 'boolean') {
    return (
      <Checkbox checked={value === true} onChange={onChange}>
        {label}
        {hint !== undefined && <span className="block text-ink-3">{hint}</span>}
      </Checkbox>
    );
  }
  const text = String(value);
  const wrap = (control: ReactNode) => (
    <Field label={label} hint={hint} error={error} required={required ? undefined : common('optional')}>
      {control}
    </Field>
  );
  if (kind === 'choice') {
    return wrap(
      <Select
        options={choices.map((choice) => ({ value: choice.value, label: choice.label[locale] }))}
        value={text === '' ? null : text}
        onChange={onChange}
      />,
    );
  }
  const shared = {
    ref: inputRef,
    value: text,
    onBlur,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  if (kind === 'long_text' || kind === 'list') {
    return wrap(<TextArea {...shared} className="h-24" placeholder={kind === 'list' ? t('oneALine') : undefined} />);
  }
  return wrap(
    <TextInput
      {...shared}
      type={kind === 'secret' ? 'password' : 'text'}
      inputMode={kind === 'number' ? 'numeric' : undefined}
      autoComplete={kind === 'secret' ? 'new-password' : 'off'}
      spellCheck={false}
      placeholder={kind === 'secret' && isSet ? t('secretSet') : undefined}
    />,
  );
}
