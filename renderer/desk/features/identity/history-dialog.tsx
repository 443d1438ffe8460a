import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { IdentityEvent } from '#shared/domain/identity.ts';

type HistoryDialogProps = { readonly customerId: string; readonly onClose: () => void };

/** Every decision about who this is: who, when, why; a join that stands can be undone here ([ID3]). */
export function HistoryDialog({ customerId, onClose }: HistoryDialogProps) {
  const { t } = useTranslation(['identity', 'common']);
  const history = useHubQuery('identity.history', { customerId });
  const closeRef = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('identity:historyTitle')}
      closeLabel={t('common:close')}
      initialFocus={closeRef}
      footer={
        <Button ref={closeRef} onClick={onClose}>
          {t('common:close')}
        </Button>
      }
    >
      {history.state === 'loading' && <SkeletonRows rows={4} label={t('common:loading')} />}
      {history.state === 'error' && (
        <ErrorState
          title={t('identity:historyFailed')}
          detail={history.error.message}
          action={<Button onClick={history.retry}>{t('common:retry')}</Button>}
        />
      )}
      {history.state === 'ready' && history.data.events.length === 0 && (
        <EmptyState title={t('identity:historyEmpty')} detail={t('identity:historyEmptyDetail')} />
      )}
      {history.state === 'ready' && (
        <ol className="flex flex-col">
          {history.data.events.map((event) => (
            <Event key={event.id} event={event} onUndone={onClose} />
          ))}
        </ol>
      )}
    </Dialog>
  );
}

function Event({ event, onUndone }: { readonly event: IdentityEvent; readonly onUndone: () => void }) {
  const { t } = useTranslation(['identity', 'customer', 'common']);
  const format = useFormatContext();
  const nameOf = (one: { name: string }) => (one.name === '' ? t('common:words.nameUnknown') : one.name);
  const about = [
    event.point !== undefined && `${t(`customer:pointKind.${event.point.kind}`)} ${event.point.value}`,
    nameOf(event.customer),
    event.other !== undefined && nameOf(event.other),
  ].filter((text) => text !== false);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-line border-b py-2 last:border-0">
      <div className="min-w-0">
        <p>
          <b className="font-semibold">{t(`identity:event.${event.event}`)}</b>{' '}
          <span className="text-ink-2">
            <Words>{about.join(' · ')}</Words>
          </span>
        </p>
        <p className="text-ink-3">
          <time dateTime={event.at} className="figures">
            {formatDayTime(event.at, format)}
          </time>
          {event.by !== undefined && <Words>{` · ${event.by}`}</Words>}
          {event.reason !== undefined && <Words>{` · ${event.reason}`}</Words>}
        </p>
      </div>
      {event.standing && event.linkId !== undefined && <Undo linkId={event.linkId} onUndone={onUndone} />}
    </li>
  );
}

/** Takes a join back in one click. */
function Undo({ linkId, onUndone }: { readonly linkId: string; readonly onUndone: () => void }) {
  const { t } = useTranslation('identity');
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const undo = async (): Promise<void> => {
    setIsBusy(true);
    const answer = await send('identity:undo', { linkId });
    setIsBusy(false);
    showToast(answer.ok ? { title: t('undone') } : { title: answer.error.message, tone: 'bad' });
    if (answer.ok) onUndone();
  };
  return (
    <Button busy={isBusy} onClick={() => void undo()}>
      {t('undo')}
    </Button>
  );
}
