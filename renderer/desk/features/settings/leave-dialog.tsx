import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { leave, stay, useLeaveWish } from './unsaved.ts';

/** Before what was typed is lost. */
export function LeaveDialog() {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  const wish = useLeaveWish();
  return (
    <Dialog
      open={wish !== null}
      onClose={stay}
      title={t('leave.title')}
      closeLabel={common('close')}
      width="s"
      footer={
        <>
          <Button variant="danger" onClick={leave}>
            {t('leave.discard')}
          </Button>
          <Button variant="primary" onClick={stay}>
            {t('leave.stay')}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{t('leave.detail')}</p>
    </Dialog>
  );
}
