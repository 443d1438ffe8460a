import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';

type ReturnDialogProps = { readonly conversationId: string; readonly onClose: () => void };

/** Giving a conversation back to whoever handed it over, with a reason ([HO8]). */
export function ReturnDialog({ conversationId, onClose }: ReturnDialogProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const send = useSendCommand();
  const conversation = useConversation(conversationId);
  const reasonRef = useRef<HTMLTextAreaElement>(null);
  const [reason, setReason] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const give = async (): Promise<void> => {
    if (conversation.state !== 'ready' || isBusy || reason.trim() === '') return;
    setIsBusy(true);
    const { epoch } = conversation.data;
    const answer = await send('handoff:return', { conversationId, epoch, reason: reason.trim() });
    setIsBusy(false);
    if (!answer.ok) {
      setError(answer.error.message);
      return;
    }
    showToast({ title: t('returned') });
    onClose();
  };
  useShortcut('send', () => void give(), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      width="s"
      title={t('returnTitle')}
      description={t('returnDetail')}
      closeLabel={common('close')}
      initialFocus={reasonRef}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={reason.trim() === '' || conversation.state !== 'ready'}
            onClick={() => void give()}
          >
            {t('returnDo')}
          </Button>
        </>
      }
    >
      <Field label={t('returnReason')} {...(error !== null && { error })}>
        <TextArea
          ref={reasonRef}
          value={reason}
          maxLength={2000}
          onChange={(event) => {
            setReason(event.target.value);
            setError(null);
          }}
          className="h-24"
        />
      </Field>
    </Dialog>
  );
}
