import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { formatRemaining, urgencyOf } from '#renderer/i18n/duration.ts';
import { formatBy } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Commitment, Conversation } from '#shared/domain/conversation.ts';
import { TimeForm } from './time-form.tsx';
import { useOwed } from './use-owed.ts';

const LOOKS = {
  calm: 'border-line text-ink-2',
  soon: 'border-warn text-warn font-medium',
  over: 'border-bad text-bad font-semibold',
} as const;

/** In a conversation's header: the next promise with its time, and all of them to be kept, put off or taken back. */
export function PromiseChip({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('promises');
  const owed = useOwed(conversation);
  const context = useFormatContext(30_000);
  const [next] = owed;
  if (next === undefined) return null;
  const urgency = urgencyOf(next.dueAt, context.now);
  const due =
    urgency === 'calm' ? formatBy(next.dueAt, context) : formatRemaining(next.dueAt, context.now, context.locale);
  const label = t(next.state === 'broken' ? 'chipBroken' : 'chip', { due });
  return (
    <Popover
      title={t('title')}
      trigger={
        <button
          type="button"
          title={next.text}
          className={classNames(
            'figures inline-flex min-h-6 items-center gap-1.5 whitespace-nowrap rounded-full border px-2',
            LOOKS[urgency],
          )}
        >
          <CalendarClock aria-hidden="true" size={13} />
          {label}
          {owed.length > 1 && <span className="text-ink-3">+{owed.length - 1}</span>}
        </button>
      }
    >
      <ul className="flex w-84 max-w-full flex-col divide-y divide-line">
        {owed.map((promise) => (
          <OwedPromise key={promise.id} conversation={conversation} promise={promise} />
        ))}
      </ul>
    </Popover>
  );
}

type OwedProps = { readonly conversation: Conversation; readonly promise: Commitment };

function OwedPromise({ conversation, promise }: OwedProps) {
  const { t } = useTranslation('promises');
  const { agent } = useSession();
  const context = useFormatContext(30_000);
  const send = useSendCommand();
  const [isMoving, setIsMoving] = useState(false);
  const of = { conversationId: conversation.id, epoch: conversation.epoch, commitmentId: promise.id };
  const told = (answer: { ok: true } | { ok: false; error: { message: string } }): void => {
    if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
  };
  const { item } = promise;
  return (
    <li className="flex flex-col gap-1.5 py-2.5 first:pt-0 last:pb-0">
      <span>
        <Words>{promise.text}</Words>
      </span>
      <span
        className={classNames('figures', urgencyOf(promise.dueAt, context.now) === 'calm' ? 'text-ink-2' : 'text-bad')}
      >
        {formatBy(promise.dueAt, context)}
        {promise.state === 'broken' && ` · ${t('broken')}`}
        {promise.moves !== undefined && ` · ${t('moved', { count: promise.moves })}`}
      </span>
      {isMoving ? (
        <TimeForm
          dueAt={promise.dueAt}
          submit={t('move')}
          reasonLabel={t('why')}
          onSubmit={(dueAt, reason) => {
            setIsMoving(false);
            void send('commitment:move', { ...of, dueAt: dueAt.toISOString(), reason }).then(told);
          }}
        />
      ) : (
        <span className="flex flex-wrap gap-1.5">
          {conversation.owner.id === agent?.id && (
            <>
              <Button
                variant="primary"
                onClick={() => void send('commitment:settle', { ...of, state: 'kept' }).then(told)}
              >
                {t('keep')}
              </Button>
              <Button onClick={() => setIsMoving(true)}>{t('move')}</Button>
              <Button onClick={() => void send('commitment:settle', { ...of, state: 'cancelled' }).then(told)}>
                {t('cancel')}
              </Button>
            </>
          )}
          {item !== undefined && (
            <Button variant="ghost" onClick={() => showItem(item)}>
              {t('showWords')}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}
