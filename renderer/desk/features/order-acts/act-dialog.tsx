import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { openDialog } from '#renderer/desk/app/open-dialog.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { ACT_PURPOSE, type ShopOrderView } from '#shared/domain/shop.ts';
import { ActFields } from './act-fields.tsx';
import { type ActForm, actOf, firstForm } from './act-form.ts';
import { type Wanted, watchSoon } from './use-shop-order.ts';

type ActDialogProps = {
  readonly order: ShopOrderView;
  readonly wanted: Wanted;
  readonly acting: { readonly conversationId: string; readonly epoch: number };
  readonly onClose: () => void;
};

/** One act on an order, with its reason; locked until the identity check for it is there ([PR6]). */
export function ActDialog({ order, wanted, acting, onClose }: ActDialogProps) {
  const { t } = useTranslation(['shop', 'checks', 'common']);
  const send = useSendCommand();
  const reasonRef = useRef<HTMLTextAreaElement>(null);
  const [form, setForm] = useState(() => firstForm(order, wanted));
  const [reason, setReason] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { conversationId } = acting;
  const checks = useHubQuery('check.state', { conversationId });
  const purpose = ACT_PURPOSE[wanted.what];
  const standing =
    checks.state === 'ready' ? checks.data.purposes.find((one) => one.purpose === purpose)?.standing : undefined;
  const isLocked = standing !== undefined && standing !== 'enough';
  const act = actOf(wanted.what, form);
  const isReady = act !== null && reason.trim() !== '' && !isLocked;
  const change = (next: ActForm): void => {
    setForm(next);
    setError(null);
  };
  const give = async (): Promise<void> => {
    if (!isReady || isBusy) return;
    setIsBusy(true);
    const { connectionId, ref: orderRef } = order;
    const answer = await send('shop:act', { ...acting, connectionId, orderRef, act, reason: reason.trim() });
    setIsBusy(false);
    if (!answer.ok) {
      setError(answer.error.message);
      return;
    }
    watchSoon(answer.data.actId);
    showToast({ title: t('shop:asked') });
    onClose();
  };
  const checkFirst = (): void => {
    onClose();
    openDialog('identity-check', { conversationId, purpose });
  };
  useShortcut('send', () => void give(), { scope: 'dialog' });
  useShortcut('identity-check', checkFirst, { scope: 'dialog', enabled: isLocked });
  return (
    <Dialog
      open
      onClose={onClose}
      width="s"
      title={t('shop:title', { act: t(`shop:act.${wanted.what}`), number: order.number })}
      closeLabel={t('common:close')}
      initialFocus={reasonRef}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            variant={wanted.what === 'cancel' ? 'danger' : 'primary'}
            chord={chordOf('send')}
            busy={isBusy}
            disabled={!isReady}
            onClick={() => void give()}
          >
            {t('shop:do')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {isLocked && (
          <div className="tint-warn flex items-center justify-between gap-3 rounded-s px-3 py-2">
            <span>{t('shop:locked', { purpose: t(`checks:purpose.${purpose}`) })}</span>
            <Button chord={chordOf('identity-check')} onClick={checkFirst}>
              {t('shop:check')}
            </Button>
          </div>
        )}
        <ActFields order={order} what={wanted.what} form={form} onChange={change} />
        <Field label={t('shop:reason')} hint={t('shop:reasonHint')}>
          <TextArea
            ref={reasonRef}
            value={reason}
            maxLength={500}
            className="h-20"
            onChange={(event) => {
              setReason(event.target.value);
              setError(null);
            }}
          />
        </Field>
        {error !== null && (
          <p role="alert" className="text-bad">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
