import { useEffect, useState } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';

/**
 * Said before anybody relies on it ([SY5]): a computer without a secret store forgets who was signed in, and keeps nothing.
 * A browser says nothing, for it promises nothing of the kind.
 */
export function SecretStoreNote() {
  const { t } = useTranslation('auth');
  const [isMissing, setIsMissing] = useState(false);
  useEffect(() => {
    let isShown = true;
    // The bridge never rejects; a form that is gone is told nothing.
    desktop?.authState().then((answer) => {
      if (isShown && answer.ok) setIsMissing(answer.data.storage === 'memory');
    });
    return () => {
      isShown = false;
    };
  }, []);
  if (!isMissing) return null;
  return <p className="rounded-s border border-line px-3 py-2 text-ink-2">{t('noSecretStore')}</p>;
}
