import { type FormEvent, useState } from 'react';
import { useCounterClient } from '#renderer/data/counter/counter-client.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { LanguageChoice } from './language-choice.tsx';

/** The way in for a store's staff. */
export function SignIn({ wasEnded }: { readonly wasEnded: boolean }) {
  const { t } = useTranslation('clerk');
  const { t: auth } = useTranslation('auth');
  const { session } = useCounterClient();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<string | null>(wasEnded ? auth('expired') : null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isBusy || login.trim() === '' || password === '') return;
    setIsBusy(true);
    const answer = await session.signIn(login.trim(), password);
    setIsBusy(false);
    if (answer.ok) return;
    setRefusal(answer.error.message);
    setPassword('');
  };
  return (
    <main className="grid h-full place-items-center overflow-y-auto p-6">
      <div className="flex w-[360px] max-w-full flex-col gap-5">
        <form
          noValidate
          onSubmit={(event) => void submit(event)}
          className="flex flex-col gap-4 rounded-xl border border-line bg-raised p-6 shadow-raised"
        >
          <h1 className="font-semibold text-lg">{t('signIn.title')}</h1>
          <Field label={t('signIn.login')}>
            <TextInput
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          </Field>
          <Field label={t('signIn.password')}>
            <TextInput
              type="password"
              name="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          {refusal !== null && (
            <p role="alert" className="tint-bad rounded-s border border-bad px-3 py-2">
              {refusal}
            </p>
          )}
          <Button type="submit" variant="primary" busy={isBusy}>
            {t('signIn.submit')}
          </Button>
        </form>
        <LanguageChoice />
      </div>
    </main>
  );
}
