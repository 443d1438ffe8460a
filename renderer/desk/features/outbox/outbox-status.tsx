import { Clock, TriangleAlert } from 'lucide-react';
import { useConnection } from '#renderer/data/hooks/use-connection.ts';
import { useQueuePlace, useQueues } from '#renderer/data/hooks/use-outbox.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isCountingDown, type Queue } from '#renderer/state/outbox-state.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { Words } from '#renderer/ui/words.tsx';

/** [SY5] What waits to be sent, beside the line to the hub; nothing while nothing waits. */
export function OutboxStatus() {
  const { t } = useTranslation();
  const isThere = useConnection().state === 'connected';
  // What only counts down waits for nobody, and is shown with the way to take it back.
  const queues = useQueues().filter((queue) => !(isThere && isCountingDown(queue)));
  const asking = queues.filter(({ stopped }) => stopped !== null).length;
  const waiting = queues.reduce((sum, { commands, stopped }) => sum + (stopped === null ? commands.length : 0), 0);
  if (queues.length === 0) return null;
  const Icon = asking > 0 ? TriangleAlert : Clock;
  return (
    <Popover
      title={t('outbox.title')}
      align="end"
      trigger={
        <button
          type="button"
          className={classNames(
            'flex min-h-6 items-center gap-1 whitespace-nowrap rounded-s underline decoration-dotted',
            asking > 0 ? 'font-semibold text-warn' : 'text-ink-2',
          )}
        >
          <Icon aria-hidden="true" size={14} />
          <span role="status">
            {asking > 0 ? t('outbox.asking', { count: asking }) : t('outbox.waiting', { count: waiting })}
          </span>
        </button>
      }
    >
      <p className="max-w-80 text-ink-2">{t(asking > 0 ? 'outbox.askingDetail' : 'outbox.waitingDetail')}</p>
      <ul className="-mx-1 flex max-h-72 w-82 flex-col overflow-y-auto p-1">
        {queues.map((queue) => (
          <QueueLine key={queue.conversationId} queue={queue} />
        ))}
      </ul>
    </Popover>
  );
}

function QueueLine({ queue }: { readonly queue: Queue }) {
  const { t } = useTranslation();
  const { conversationId, commands, stopped } = queue;
  const { name, number } = useQueuePlace(conversationId);
  const first = commands[0]?.input['text'];
  return (
    <li>
      <button
        type="button"
        onClick={() => goTo({ tab: 'mine', conversationId })}
        className="flex w-full flex-col gap-0.5 rounded-s px-1.5 py-1.5 text-left hover:bg-line"
      >
        <span className="flex w-full items-baseline gap-2">
          <b className="min-w-0 truncate font-semibold">
            <Words>{name === '' ? t('words.customer') : name}</Words>
          </b>
          {number !== null && <span className="figures text-ink-3">#{number}</span>}
          <span className={classNames('ml-auto shrink-0', stopped === null ? 'text-ink-3' : 'font-semibold text-warn')}>
            {stopped === null ? t('outbox.queued', { count: commands.length }) : t('outbox.stopped')}
          </span>
        </span>
        {typeof first === 'string' && first !== '' && (
          <span className="w-full truncate text-ink-2">
            <Words>{first}</Words>
          </span>
        )}
      </button>
    </li>
  );
}
