import { History } from 'lucide-react';
import { useAskHub } from '#renderer/data/hooks/use-hub-query.ts';
import { lookBack } from '#renderer/desk/app/look-back.ts';
import { formatTime } from '#renderer/i18n/format.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** Goes to the thread as it was at the last handoff or change of owner; among the thread's tools. */
export function LookBackButton({ customerId }: { readonly customerId: string }) {
  const t = useThreadWords();
  const ask = useAskHub();
  const open = async (): Promise<void> => {
    const found = await ask('thread.moments', { customerId }).catch(() => null);
    const last = found?.moments.at(-1);
    if (last === undefined) showToast({ title: t('thread:past.none') });
    else lookBack({ customerId, at: last.at, asOf: last.asOf });
  };
  return (
    <IconButton
      label={t('thread:past.open')}
      icon={<History aria-hidden="true" size={16} />}
      onClick={() => void open()}
    />
  );
}

type HandoffItem = Extract<TimelineItem, { kind: 'handoff' }>;

/** At a knot: the thread as the former owner saw it when it was handed over ([HO3]). */
export function AsAtHandoff({ item }: { readonly item: HandoffItem }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const ask = useAskHub();
  const open = async (): Promise<void> => {
    const found = await ask('thread.moments', { customerId: item.customerId }).catch(() => null);
    const moment = found?.moments.find((one) => one.item.customerId === item.customerId && one.item.seq === item.seq);
    const at = moment?.at ?? item.receivedAt;
    lookBack({ customerId: item.customerId, at, asOf: moment?.asOf ?? { at } });
  };
  return (
    <button
      type="button"
      onClick={() => void open()}
      className="inline-flex min-h-6 items-center gap-1 text-ink-2 underline decoration-line-strong underline-offset-2 hover:text-ink"
    >
      {t('thread:past.asSeen', { time: formatTime(item.occurredAt, format) })}
    </button>
  );
}
