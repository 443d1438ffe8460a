import { useTranslation } from '#renderer/i18n/translation.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Card } from '../section-frame.tsx';
import type { SignOnPartProps } from './sign-on-form.ts';

/** Passwords can be switched off while one administrator keeps theirs for the day the provider is away. */
export function Passwords({ value, set, settings }: SignOnPartProps) {
  const { t } = useTranslation('signOn');
  const admins = settings.people.filter(({ role, active, hasPassword }) => role === 'admin' && active && hasPassword);
  return (
    <Card title={t('passwords.title')} detail={t('passwords.detail')}>
      <div className="flex max-w-[560px] flex-col gap-3">
        <Checkbox checked={value.passwords} onChange={(passwords) => set({ passwords })}>
          {t('passwords.on')}
        </Checkbox>
        <Field label={t('passwords.breakGlass')} hint={t('passwords.breakGlassHint')}>
          <Select
            options={admins.map(({ id, name }) => ({ value: id, label: name }))}
            value={value.breakGlassId}
            placeholder={t('passwords.nobody')}
            onChange={(breakGlassId) => set({ breakGlassId })}
          />
        </Field>
        {!value.passwords && (
          <p role="status" className="text-warn">
            {t('passwords.ends')}
          </p>
        )}
      </div>
    </Card>
  );
}
