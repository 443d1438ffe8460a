import { Clock } from 'lucide-react';
import type { PendingCommand } from '#renderer/data/client/desk-client-types.ts';
import { useDiscardPending, useRetryPending } from '#renderer/data/hooks/use-command.ts';
import { formatTime } from '#renderer/i18n/format.ts';
import type { QueuedCommand } from '#renderer/state/outbox-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Channel } from '#shared/domain/channels.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { TypingSignal } from '#shared/wire/socket.ts';
import { FoldedText } from './folded-text.tsx';
import { RowFrame } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

type PendingRowProps = { readonly command: PendingCommand; readonly channel: Channel };

/** An answer that the hub has not confirmed: on its way, or refused with what to do about it. */
export function PendingRow({ command, channel }: PendingRowProps) {
  const t = useThreadWords();
  const retry = useRetryPending();
  const discard = useDiscardPending();
  const { text, attachments = [] } = command.input as { text: string; attachments?: readonly Attachment[] };
  const isFailed = command.state === 'failed';
  const files = attachments.map(({ name }) => name).join(', ');
  return (
    <RowFrame sign={channel} mark="none">
      <div className="w-fit max-w-140 rounded-xl border border-line-strong border-dashed bg-raised px-3.25 py-2 text-ink-2">
        <FoldedText text={text === '' ? files : text} />
      </div>
      {isFailed ? (
        <div role="alert" className="mt-1 flex flex-wrap items-center gap-2">
          <span className="font-medium text-bad">
            {[t('common:delivery.failed'), command.error?.message].filter(Boolean).join(' · ')}
          </span>
          <Button onClick={() => retry(command.id)}>{t('common:retry')}</Button>
          <Button variant="ghost" onClick={() => discard(command.id)}>
            {t('thread:discard')}
          </Button>
        </div>
      ) : (
        <p className="mt-0.5 text-ink-3">{t('common:delivery.sending')}</p>
      )}
    </RowFrame>
  );
}

type QueuedRowProps = { readonly command: QueuedCommand; readonly channel: Channel; readonly stopped: boolean };

/** Written while the hub could not be reached: on this machine, not sent ([SY5]). */
export function QueuedRow({ command, channel, stopped }: QueuedRowProps) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const { text, attachments = [] } = command.input as { text: string; attachments?: readonly Attachment[] };
  const files = attachments.map(({ name }) => name).join(', ');
  const isNote = command.name === 'note:add';
  const words = [
    isNote ? t('thread:kind.note') : null,
    stopped ? t('common:outbox.stopped') : t('common:delivery.queued'),
    formatTime(command.at, format),
  ];
  return (
    <RowFrame sign={channel} mark="none">
      <div
        className={classNames(
          'w-fit max-w-140 rounded-xl border border-dashed px-3.25 py-2 text-ink-2',
          isNote ? 'border-note-line bg-note-ground' : 'border-line-strong bg-raised',
        )}
      >
        <FoldedText text={text === '' ? files : text} />
      </div>
      <p className={classNames('mt-0.5 flex items-center gap-1', stopped ? 'font-medium text-warn' : 'text-ink-3')}>
        <Clock aria-hidden="true" size={12} />
        {words.filter((word) => word !== null).join(' · ')}
      </p>
    </RowFrame>
  );
}

type TypingRowProps = { readonly signal: TypingSignal; readonly channel: Channel };

/** The customer writes. */
export function TypingRow({ signal, channel }: TypingRowProps) {
  const t = useThreadWords();
  const { customerName } = useThreadContext();
  const name = signal.name ?? (customerName || t('common:words.customer'));
  return (
    <RowFrame sign={channel} mark="none">
      <p className="flex items-center gap-2 text-ink-3">
        <span aria-hidden="true" className="flex gap-1">
          {[0, 150, 300].map((delay) => (
            <span
              key={delay}
              style={{ animationDelay: `${delay}ms` }}
              className="size-1.5 animate-breathe rounded-full bg-dye"
            />
          ))}
        </span>
        <Words>{t('thread:typing', { name })}</Words>
      </p>
    </RowFrame>
  );
}
