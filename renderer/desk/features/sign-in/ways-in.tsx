import { useEffect, useState } from 'react';
import { useSignOn } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CompanySignOn } from './company-sign-on.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecretStoreNote } from './secret-store-note.tsx';

type WaysInProps = { readonly reason: 'none' | 'refused'; readonly onCode: () => void };

/** A hub that has not said by then what it offers is away or slow; there is a form to type into meanwhile. */
const OFFER_MS = 1500;

/** What this hub offers to sign in with: login and password, the company's account, or both. Why one has to is said above all. */
export function WaysIn({ reason, onCode }: WaysInProps) {
  const { t } = useTranslation('auth');
  return (
    <div className="flex flex-col gap-4">
      <h1 className="font-semibold text-lg">{t('title')}</h1>
      {reason === 'refused' && (
        <p role="status" className="tint-warn rounded-s border border-line px-3 py-2">
          {t('expired')}
        </p>
      )}
      <Ways onCode={onCode} />
      <SecretStoreNote />
    </div>
  );
}

/** Nothing is there until the hub has said what it offers: a form that turns into a button does so under somebody's hands. */
function Ways({ onCode }: Pick<WaysInProps, 'onCode'>) {
  const { t } = useTranslation('auth');
  const { offer } = useSignOn();
  const [isLate, setIsLate] = useState(false);
  const [isEmergency, setIsEmergency] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), OFFER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (offer === null && !isLate) return <div aria-busy="true" className="min-h-[268px]" />;
  if (offer?.enabled !== true) return <PasswordForm onCode={onCode} />;
  // The company's button alone, and the administrator's way in for an emergency.
  if (!offer.passwords && !isEmergency) {
    return (
      <>
        <CompanySignOn offer={offer} isFirst={true} />
        <Button variant="ghost" onClick={() => setIsEmergency(true)}>
          {t('emergency')}
        </Button>
      </>
    );
  }
  return (
    <>
      <PasswordForm onCode={onCode} />
      <div className="flex flex-col gap-4 border-line border-t pt-4">
        <CompanySignOn offer={offer} isFirst={false} />
      </div>
    </>
  );
}
