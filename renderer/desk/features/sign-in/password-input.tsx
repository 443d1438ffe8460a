import { Eye, EyeOff } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';

type PasswordInputProps = {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  /** One that is set now, not the one in use. */
  readonly isNew?: boolean;
};

/** A password that can be looked at while it is typed, and that says when Caps Lock is on. */
export function PasswordInput({ fieldRef, value, onChange, error, isNew = false }: PasswordInputProps) {
  const { t } = useTranslation('auth');
  const [isShown, setIsShown] = useState(false);
  const [isCapsLock, setIsCapsLock] = useState(false);
  const readKey = (event: KeyboardEvent): void => setIsCapsLock(event.getModifierState('CapsLock'));
  const Icon = isShown ? EyeOff : Eye;
  return (
    <Field label={t(isNew ? 'newPassword' : 'password')} error={error}>
      <div className="relative">
        <TextInput
          ref={fieldRef}
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          autoCapitalize="none"
          spellCheck={false}
          className="pr-9"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={readKey}
          onKeyUp={readKey}
          onBlur={() => setIsCapsLock(false)}
        />
        <IconButton
          label={isShown ? t('hidePassword') : t('showPassword')}
          icon={<Icon aria-hidden="true" size={16} />}
          className="absolute top-0.5 right-0.5"
          onClick={() => setIsShown(!isShown)}
        />
      </div>
      {isCapsLock && (
        <p role="status" className="text-warn">
          {t('capsLock')}
        </p>
      )}
    </Field>
  );
}
