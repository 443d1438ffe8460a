import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { formatDayTime, formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { type Conversation, type WaitingOn, waitingOnSchema } from '#shared/domain/conversation.ts';
import { useAct } from './use-act.ts';
import { type WaitTime, waitTimes } from './wait-times.ts';

/** How the conversation stands: open, waiting for somebody until a time, or away from the list until then. */
export function StatusPopover({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation(['thread', 'common']);
  const format = useFormatContext();
  const { act, isBusy } = useAct(conversation.id);
  const [isOpen, setIsOpen] = useState(false);
  const [waitingOn, setWaitingOn] = useState<WaitingOn>('customer');
  const fence = { conversationId: conversation.id, epoch: conversation.epoch };
  const times = waitTimes(format.now, format.timeZone);
  const wordsOf = ({ id, at }: WaitTime): string => {
    if (id === 'inHour') return t('thread:top.inHour');
    return id === 'today' ? t('thread:top.today', { time: formatTime(at, format) }) : formatDayTime(at, format);
  };

  function toggle(open: boolean): void {
    if (open) setWaitingOn(conversation.waitingOn ?? 'customer');
    setIsOpen(open);
  }
  const set = async (state: StatusWanted): Promise<void> => {
    if (await act('conversation:set-status', { ...fence, ...state })) setIsOpen(false);
  };
  return (
    <Popover
      title={t('thread:top.status')}
      align="end"
      open={isOpen}
      onOpenChange={toggle}
      trigger={
        <Button busy={isBusy}>
          {t('thread:top.status')}
          <ChevronDown aria-hidden="true" size={13} />
        </Button>
      }
    >
      <div className="flex w-80 flex-col gap-3">
        {conversation.status !== 'open' && (
          <Button disabled={isBusy} onClick={() => void set({ status: 'open' })}>
            {t('thread:top.setOpen')}
          </Button>
        )}
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-ink-3">{t('thread:top.waitFor')}</legend>
          <span className="flex flex-wrap gap-1.5">
            {waitingOnSchema.options.map((who) => (
              <button
                key={who}
                type="button"
                aria-pressed={who === waitingOn}
                onClick={() => setWaitingOn(who)}
                className={classNames(
                  'min-h-7 rounded-full border px-2.5',
                  who === waitingOn
                    ? 'tint-accent border-accent font-semibold'
                    : 'border-line-strong bg-raised text-ink-2 hover:text-ink',
                )}
              >
                {t(`common:waitingOn.${who}`)}
              </button>
            ))}
          </span>
          <span className="flex flex-wrap gap-1.5">
            {times.map((time) => (
              <Button
                key={time.id}
                disabled={isBusy}
                onClick={() => void set({ status: 'waiting', waitingOn, until: time.at })}
              >
                {wordsOf(time)}
              </Button>
            ))}
            <Button disabled={isBusy} onClick={() => void set({ status: 'waiting', waitingOn })}>
              {t('thread:top.noTime')}
            </Button>
          </span>
        </fieldset>
        <fieldset>
          <legend className="mb-1.5 text-ink-3">{t('thread:top.snooze')}</legend>
          <span className="flex flex-wrap gap-1.5">
            {times.map((time) => (
              <Button key={time.id} disabled={isBusy} onClick={() => void set({ status: 'snoozed', until: time.at })}>
                {wordsOf(time)}
              </Button>
            ))}
          </span>
        </fieldset>
      </div>
    </Popover>
  );
}

type StatusWanted =
  | { readonly status: 'open' }
  | { readonly status: 'waiting'; readonly waitingOn: WaitingOn; readonly until?: string }
  | { readonly status: 'snoozed'; readonly until: string };
