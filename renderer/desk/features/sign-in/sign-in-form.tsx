import { useState } from 'react';
import { type HubAddress, type HubDoor, useHubChoice } from '#renderer/data/hooks/use-hub-choice.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChooseHub } from './choose-hub.tsx';
import { SetPasswordForm } from './set-password-form.tsx';
import { WaysIn } from './ways-in.tsx';

/** The way in. A desktop that knows no hub asks for one first. */
export function SignInForm({ reason, hubDoor }: SignInFormProps) {
  const [step, setStep] = useState<'password' | 'code' | 'hub'>('password');
  const { address, find, choose } = useHubChoice(hubDoor);
  const back = (): void => setStep('password');
  if (address !== null && (address.url === null || step === 'hub'))
    return <ChooseHub address={address} find={find} choose={choose} onBack={address.url === null ? undefined : back} />;
  if (step === 'code') return <SetPasswordForm onBack={back} />;
  return (
    <>
      <WaysIn reason={reason} onCode={() => setStep('code')} />
      {address !== null && <HubLine address={address} onChange={() => setStep('hub')} />}
    </>
  );
}

type SignInFormProps = {
  readonly reason: 'none' | 'refused';
  /** Another way to the hub's address than the desktop's, for stories and tests. */
  readonly hubDoor?: HubDoor;
};

/** Where one signs in to; who chose it may choose another. */
function HubLine({ address, onChange }: { readonly address: HubAddress; readonly onChange: () => void }) {
  const { t } = useTranslation('auth');
  if (address.url === null) return null;
  return (
    <p className="mt-4 flex min-h-8 flex-wrap items-center justify-between gap-x-2 border-line border-t pt-3 text-ink-2">
      <span className="max-w-full [overflow-wrap:anywhere]">{t('hubNow', { host: new URL(address.url).host })}</span>
      {address.source === 'settings' && (
        <Button variant="ghost" className="shrink-0" onClick={onChange}>
          {t('hubChange')}
        </Button>
      )}
    </p>
  );
}
