import { Check, X } from 'lucide-react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { formatRemaining, urgencyOf } from '#renderer/i18n/duration.ts';
import { type FormatContext, formatBy } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Commitment, Conversation } from '#shared/domain/conversation.ts';
import { PanelSection } from './panel-section.tsx';

type PromisesProps = { readonly promises: readonly Commitment[]; readonly conversations: readonly Conversation[] };

const URGENCY = { calm: 'text-ink-2', soon: 'font-semibold text-warn', over: 'font-semibold text-bad' } as const;

/** What was promised and when it is due; its owner can say that it was kept or is no longer needed. */
export function Promises({ promises, conversations }: PromisesProps) {
  const { t } = useTranslation('customer');
  const format = useFormatContext();
  const { agent } = useSession();
  const settle = useSettle();
  if (promises.length === 0) return null;
  return (
    <PanelSection title={t('promises')} aside={promises.length > 1 ? promises.length : undefined}>
      <ul className="flex flex-col gap-1">
        {promises.map((promise) => {
          const conversation = conversations.find(({ id }) => id === promise.conversationId);
          const isMine = conversation !== undefined && conversation.owner.id === agent?.id;
          return (
            <li key={promise.id} className="flex items-start gap-2">
              <span className="min-w-0 flex-1">
                <Words>{promise.text}</Words>
                <span className={classNames('figures block', URGENCY[urgencyOf(promise.dueAt, format.now)])}>
                  {dueWords(promise.dueAt, format)}
                </span>
              </span>
              {isMine && (
                <span className="-mt-1 -mr-1.5 flex">
                  <IconButton
                    label={t('promiseKept')}
                    icon={<Check aria-hidden="true" size={15} />}
                    onClick={() => settle(conversation, promise, 'kept')}
                  />
                  <IconButton
                    label={t('promiseCancelled')}
                    icon={<X aria-hidden="true" size={15} />}
                    onClick={() => settle(conversation, promise, 'cancelled')}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </PanelSection>
  );
}

/** By when; what is close or over says also how close or how far: `by 14:04 · 6 min left`. */
function dueWords(dueAt: string, format: FormatContext): string {
  const by = formatBy(dueAt, format);
  if (urgencyOf(dueAt, format.now) === 'calm') return by;
  return `${by} · ${formatRemaining(dueAt, format.now, format.locale)}`;
}

function useSettle() {
  const send = useSendCommand();
  return (conversation: Conversation, promise: Commitment, state: 'kept' | 'cancelled'): void => {
    const input = { conversationId: conversation.id, epoch: conversation.epoch, commitmentId: promise.id, state };
    void send('commitment:settle', input).then((answer) => {
      if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
    });
  };
}
