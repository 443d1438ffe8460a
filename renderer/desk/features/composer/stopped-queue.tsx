import { useState } from 'react';
import { useConnection } from '#renderer/data/hooks/use-connection.ts';
import { useDecideQueue } from '#renderer/data/hooks/use-outbox.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { itemsThatCame, type Queue, unknownAddresses } from '#renderer/state/outbox-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Hostile } from '#renderer/ui/hostile.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { NewItem } from './new-item.tsx';

type StoppedQueueProps = {
  readonly queue: Queue;
  readonly conversation: Conversation;
  /** Takes the words into the draft; resolves once the draft is kept. */
  readonly onEdit: (queue: Queue) => Promise<void>;
};

/** [SY5] What was written offline was stopped: what came meanwhile, what waits, and what now. Asked once for all of it. */
export function StoppedQueue({ queue, conversation, onEdit }: StoppedQueueProps) {
  const { t } = useTranslation('composer');
  const { sendAll, discard } = useDecideQueue(queue.conversationId);
  const isThere = useConnection().state !== 'offline';
  const [isBusy, setIsBusy] = useState(false);
  const came = itemsThatCame(queue);
  const addresses = unknownAddresses(queue);
  const act = (work: () => Promise<void>) => (): void => {
    setIsBusy(true);
    void work().finally(() => setIsBusy(false));
  };
  return (
    <section
      role="alertdialog"
      aria-label={t('queue.title', { count: queue.commands.length })}
      className="tint-warn mb-2 flex flex-col gap-2.5 rounded-r border border-warn px-3.5 py-3"
    >
      <div role="alert">
        <p className="font-semibold text-warn">{t('queue.title', { count: queue.commands.length })}</p>
        <p className="text-ink-2">{came.length > 0 ? t('queue.detail') : queue.stopped?.message}</p>
      </div>
      {addresses.length > 0 && (
        <ul aria-label={t('address.title')} className="flex max-h-28 flex-col gap-1 overflow-y-auto">
          {addresses.map((address) => (
            <li key={address} className="break-all font-medium">
              <Hostile>{address}</Hostile>
            </li>
          ))}
        </ul>
      )}
      {came.length > 0 && (
        <ul aria-label={t('queue.came')} className="flex max-h-28 flex-col gap-2 overflow-y-auto">
          {came.map((item) => (
            <NewItem key={item.id} item={item} />
          ))}
        </ul>
      )}
      <ol aria-label={t('queue.written')} className="flex max-h-32 list-decimal flex-col gap-1 overflow-y-auto pl-5">
        {queue.commands.map(({ id, input, name }) => (
          <li key={id} className="text-ink-2">
            <span className="line-clamp-2 whitespace-pre-wrap">
              {name === 'note:add' && <span className="text-ink-3">{t('mode.note')} · </span>}
              <Words>{String(input['text'] ?? '')}</Words>
            </span>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" disabled={isBusy} onClick={act(discard)}>
          {t('queue.discard')}
        </Button>
        <Button disabled={isBusy} onClick={act(() => onEdit(queue))}>
          {t('queue.edit')}
        </Button>
        <Button variant="primary" disabled={isBusy || !isThere} onClick={act(() => sendAll(came, conversation))}>
          {t('queue.sendAll')}
        </Button>
      </div>
    </section>
  );
}
