import { type FormEvent, useRef, useState } from 'react';
import { useSession, useSetPassword } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { passwordCodeSchema } from '#shared/domain/settings.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { PASSWORD_LEAST } from '#shared/wire/auth.ts';
import { PasswordInput } from './password-input.tsx';
import { useRefusalWords } from './use-refusal-words.ts';

type Wrong = 'login' | 'code' | 'password' | null;

/** Setting one's own password by an administrator's one-time code, then signing in with it. */
export function SetPasswordForm({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('auth');
  const setPassword = useSetPassword();
  const { signIn } = useSession();
  const [login, setLogin] = useState('');
  const [code, setCode] = useState('');
  const [password, setPasswordText] = useState('');
  const [wrong, setWrong] = useState<Wrong>(null);
  const [refusal, setRefusal] = useState<WireError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);
  const refusalWords = useRefusalWords();

  const wrongNow = (): Wrong => {
    if (login.trim() === '') return 'login';
    if (!passwordCodeSchema.safeParse(code).success) return 'code';
    return password.length < PASSWORD_LEAST ? 'password' : null;
  };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    const found = wrongNow();
    setWrong(found);
    setRefusal(null);
    if (found !== null) return;
    setIsBusy(true);
    const set = await setPassword(login.trim(), code, password);
    const answer = set.ok ? await signIn(login.trim(), password) : set;
    setIsBusy(false);
    if (!answer.ok) setRefusal(answer.error);
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-lg">{t('codeTitle')}</h1>
        <p className="text-ink-2">{t('codeDetail')}</p>
      </div>
      <Field label={t('login')} error={wrong === 'login' ? t('loginMissing') : undefined}>
        <TextInput
          autoFocus
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
      </Field>
      <Field label={t('code')} error={wrong === 'code' ? t('codeWrong') : undefined}>
        <TextInput
          name="one-time-code"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      <PasswordInput
        isNew
        fieldRef={passwordField}
        value={password}
        onChange={setPasswordText}
        error={wrong === 'password' ? t('newPasswordShort', { least: PASSWORD_LEAST }) : undefined}
      />
      {refusal !== null && (
        <p role="alert" className="tint-bad rounded-s border border-bad px-3 py-2">
          {refusalWords(refusal)}
        </p>
      )}
      <Button type="submit" variant="primary" busy={isBusy} className="h-9">
        {t('setPassword')}
      </Button>
      <Button variant="ghost" onClick={onBack}>
        {t('backToSignIn')}
      </Button>
    </form>
  );
}
