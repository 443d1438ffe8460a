import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { SignInFrame } from '../app/sign-in/sign-in-frame.tsx';

/** The room of the sign-in screen, with a refused form in it. */
export function SignInStory() {
  const { t } = useTranslation('auth');
  return (
    <SignInFrame>
      <div className="flex flex-col gap-4">
        <h1 className="font-semibold text-lg">{t('title')}</h1>
        <Field label={t('login')}>
          <TextInput defaultValue="aoyama" />
        </Field>
        <Field label={t('password')} error={t('wrong')}>
          <TextInput type="password" defaultValue="secret" />
        </Field>
        <Button variant="primary">{t('signIn')}</Button>
      </div>
    </SignInFrame>
  );
}
