import { type FormEvent, useRef, useState } from 'react';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import type { WireError } from '#shared/wire/ack.ts';
import { PasswordInput } from './password-input.tsx';
import { useRefusalWords } from './use-refusal-words.ts';

type Missing = 'login' | 'password' | null;

/** Login and password, each missing one said where it is missing. A refused password is emptied and gets the focus; the login stays. */
export function PasswordForm({ onCode }: { readonly onCode: () => void }) {
  const { t } = useTranslation('auth');
  const { signIn } = useSession();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<Missing>(null);
  const [refusal, setRefusal] = useState<WireError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const loginField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const refusalWords = useRefusalWords();

  function lacks(name: 'login' | 'password'): void {
    setMissing(name);
    (name === 'login' ? loginField : passwordField).current?.focus();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    setRefusal(null);
    if (login.trim() === '') return lacks('login');
    if (password === '') return lacks('password');
    setMissing(null);
    setIsBusy(true);
    const answer = await signIn(login.trim(), password);
    setIsBusy(false);
    // Once signed in, the workspace takes the place of this form.
    if (answer.ok) return;
    setRefusal(answer.error);
    if (answer.error.code === 'wrong_credentials') setPassword('');
    passwordField.current?.focus();
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Field label={t('login')} error={missing === 'login' ? t('loginMissing') : undefined}>
        <TextInput
          ref={loginField}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          // The form is all there is on this screen, and nothing else was focused
          autoFocus
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
      </Field>
      <PasswordInput
        fieldRef={passwordField}
        value={password}
        onChange={setPassword}
        error={missing === 'password' ? t('passwordMissing') : undefined}
      />
      {refusal !== null && (
        <p role="alert" className="tint-bad rounded-s border border-bad px-3 py-2">
          {refusalWords(refusal)}
        </p>
      )}
      <Button type="submit" variant="primary" busy={isBusy} className="h-9">
        {isBusy ? t('signingIn') : t('signIn')}
      </Button>
      <Button variant="ghost" onClick={onCode}>
        {t('haveCode')}
      </Button>
    </form>
  );
}
