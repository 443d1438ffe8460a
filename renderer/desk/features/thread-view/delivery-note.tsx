import { CircleAlert, CircleHelp, Clock } from 'lucide-react';
import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { formatTime } from '#renderer/i18n/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { plainLine } from '#renderer/ui/hostile.tsx';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** What a delivery's reason says of an item of which nobody knows whether it was taken. */
const UNKNOWN = 'unknown';

type Trouble = 'failed' | 'unknown' | 'waiting';

function troubleOf({ direction, delivery, historical }: TimelineItem): Trouble | null {
  if (direction !== 'out' || historical || delivery === undefined) return null;
  if (delivery.state === 'failed') return 'failed';
  if (delivery.state !== 'queued' || delivery.reason === undefined) return null;
  return delivery.reason === UNKNOWN ? 'unknown' : 'waiting';
}

/** True when an item has not simply left, and says so in a line of its own. */
export const isDeliveryTroubled = (item: TimelineItem): boolean => troubleOf(item) !== null;

const LOOK = {
  failed: { icon: CircleAlert, className: 'text-bad' },
  unknown: { icon: CircleHelp, className: 'text-warn' },
  waiting: { icon: Clock, className: 'text-ink-2' },
} as const;

/** Words for a reason of the hub or of a provider; one that nobody gave words to stands as it is. */
function useReasonWords(): (reason: string | undefined) => string {
  const t = useThreadWords();
  return (reason) =>
    reason === undefined ? '—' : t(`mail:reason.${reason}` as 'mail:reason.fault', plainLine(reason));
}

/** Why an answer of ours is not with the customer, and what can be done ([CH3]). Nothing when it simply left. */
export function DeliveryNote({ item }: { readonly item: TimelineItem }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const send = useSendCommand();
  const reasonWords = useReasonWords();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const trouble = troubleOf(item);
  if (trouble === null || item.delivery === undefined) return null;
  const { reason, at } = item.delivery;
  const { icon: Icon, className } = LOOK[trouble];
  const said = {
    failed: () => t('mail:delivery.failed', { reason: reasonWords(reason) }),
    unknown: () => t('mail:delivery.unknown'),
    waiting: () => t('mail:delivery.retrying', { reason: reasonWords(reason), time: formatTime(at, format) }),
  }[trouble]();
  const retry = async (): Promise<void> => {
    setIsBusy(true);
    const answer = await send('message:retry', { customerId: item.customerId, seq: item.seq });
    setIsBusy(false);
    setRefusal(answer.ok ? null : t('mail:delivery.retryFailed', { reason: answer.error.message }));
  };
  return (
    <div role={trouble === 'failed' ? 'alert' : 'status'} className="mt-1 flex max-w-180 flex-wrap items-center gap-2">
      <Icon aria-hidden="true" size={15} className={classNames('shrink-0', className)} />
      <span className={classNames('min-w-40 flex-1', className, trouble === 'failed' && 'font-medium')}>
        {said}
        {refusal !== null && <span className="block text-bad">{refusal}</span>}
      </span>
      <Button busy={isBusy} onClick={() => void retry()}>
        {trouble === 'unknown' ? t('mail:delivery.sendAgain') : t('common:retry')}
      </Button>
    </div>
  );
}
