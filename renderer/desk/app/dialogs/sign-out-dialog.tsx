import { type ReactNode, useState } from 'react';
import { useLeaveAll, useQueues } from '#renderer/data/hooks/use-outbox.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';

/** Signing out takes away what this computer keeps: with something unsent, one is asked first ([SY5]). */
export function useSignOut(signOut: () => Promise<void>): { readonly ask: () => void; readonly dialog: ReactNode } {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const count = useQueues().reduce((sum, { commands }) => sum + commands.length, 0);
  const leaveAll = useLeaveAll();
  const close = (): void => setIsAsking(false);
  return {
    ask: () => void leaveAll().then((left) => (left === 0 ? signOut() : setIsAsking(true))),
    dialog: (
      <Dialog
        open={isAsking}
        onClose={close}
        title={t('signOut.title')}
        description={t('signOut.detail', { count })}
        closeLabel={t('close')}
        footer={
          <>
            <Button onClick={close}>{t('signOut.stay')}</Button>
            <Button
              variant="primary"
              onClick={() => {
                close();
                void signOut();
              }}
            >
              {t('signOut.leave')}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    ),
  };
}
