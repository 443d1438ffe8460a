import { Building2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useSignOn } from '#renderer/data/hooks/use-session.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { WireError } from '#shared/wire/ack.ts';
import { errorMessage } from '#shared/wire/errors.ts';
import type { SignOnOffer } from '#shared/wire/sign-on.ts';
import { useRefusalWords } from './use-refusal-words.ts';

type CompanySignOnProps = {
  readonly offer: SignOnOffer;
  /** It is the main way in here. */
  readonly isFirst: boolean;
};

/** The company's button. In the desktop the person goes on in the browser, and the window waits for them to come back. */
export function CompanySignOn({ offer, isFirst }: CompanySignOnProps) {
  const { t } = useTranslation('auth');
  const locale = useLocale();
  const { signOn, cancelSignOn, takeCameBack } = useSignOn();
  const [isWaiting, setIsWaiting] = useState(false);
  const [refusal, setRefusal] = useState<WireError | null>(null);
  const refusalWords = useRefusalWords();
  const cancelled = useRef(false);

  // A browser's page comes back with the reason in its address; it is given once.
  useEffect(() => {
    const back = takeCameBack();
    if (back?.kind !== 'refused') return;
    const { code } = back;
    setRefusal({ code, message: errorMessage(code, locale, { reason: '–' }), retryable: false });
  }, [takeCameBack, locale]);

  async function begin(): Promise<void> {
    setRefusal(null);
    setIsWaiting(true);
    cancelled.current = false;
    const answer = await signOn();
    // Null: this page is leaving. Coming back to it by the browser's Back finds the button as it was.
    setIsWaiting(false);
    if (answer !== null && !answer.ok && !cancelled.current) setRefusal(answer.error);
  }

  const label = (locale === 'ja' ? offer.labelJa : offer.labelEn) || t('company');
  return (
    <div className="flex flex-col gap-3">
      {refusal !== null && (
        <p role="alert" className="tint-bad rounded-s border border-bad px-3 py-2">
          {refusalWords(refusal)}
        </p>
      )}
      <Button
        variant={isFirst ? 'primary' : 'secondary'}
        className="h-9"
        busy={isWaiting}
        icon={<Building2 aria-hidden="true" size={16} />}
        onClick={() => void begin()}
      >
        {label}
      </Button>
      {isWaiting && (
        <p role="status" className="flex items-center justify-between gap-3 text-ink-2">
          {t('companyWaiting')}
          <Button
            variant="ghost"
            onClick={() => {
              cancelled.current = true;
              cancelSignOn();
            }}
          >
            {t('companyCancel')}
          </Button>
        </p>
      )}
    </div>
  );
}
