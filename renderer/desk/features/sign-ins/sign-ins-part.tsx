import { useEffect, useRef } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useSignOn } from '#renderer/data/hooks/use-session.ts';
import { closeSignIns, useSignInsOpen } from '#renderer/desk/app/open-sign-ins.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { errorMessage } from '#shared/wire/errors.ts';
import { SignInsDialog } from './sign-ins-dialog.tsx';

/** Where one is signed in; and, once a browser's page is back from the provider, the link that was asked for. */
export function SignInsPart() {
  const isOpen = useSignInsOpen();
  useLinkCameBack();
  return isOpen ? <SignInsDialog onClose={closeSignIns} /> : null;
}

function useLinkCameBack(): void {
  const { t } = useTranslation('signOn');
  const locale = useLocale();
  const { takeCameBack } = useSignOn();
  const send = useSendCommand();
  const words = useRef({ t, locale });
  words.current = { t, locale };
  useEffect(() => {
    const back = takeCameBack();
    if (back === null) return;
    if (back.kind === 'refused') {
      showToast({ title: errorMessage(back.code, words.current.locale, { reason: '–' }), tone: 'bad' });
      return;
    }
    void send('sign-on:link-own', back.proof).then((answer) => {
      if (answer.ok) showToast({ title: words.current.t('link.done', { account: answer.data.shown }) });
      else showToast({ title: answer.error.message, tone: 'bad' });
    });
  }, [takeCameBack, send]);
}
