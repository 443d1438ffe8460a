import { useRef, useState } from 'react';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { formatStopwatch } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { channelFacts } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { BriefSection } from './brief-section.tsx';
import { ContinueOn } from './continue-on.tsx';
import { CustomerSees } from './customer-sees.tsx';
import { type Receiver, type ReceiverId, receiverName } from './receivers.ts';
import { useCrossingChoice } from './use-crossing-choice.ts';
import { useDraftedBrief } from './use-drafted-brief.ts';
import { useOffer } from './use-offer.ts';
import { useReceivers } from './use-receivers.tsx';

type HandOffDialogProps = { readonly conversationId: string; readonly onClose: () => void };

/** Handing a conversation to a colleague, a team, or oneself on another channel, cold or warm, with a brief ([HO1]–[HO6]). */
export function HandOffDialog({ conversationId, onClose }: HandOffDialogProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const conversation = useConversation(conversationId);
  if (conversation.state === 'ready') return <ReadyDialog conversation={conversation.data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={t('handOff')} closeLabel={common('close')} width="xl">
      {conversation.state === 'error' ? (
        <p role="alert" className="text-bad">
          {conversation.error.message}
        </p>
      ) : (
        <Skeleton className="w-1/2" />
      )}
    </Dialog>
  );
}

/** The channel, and for how long its leg runs. */
function OnChannel({ conversation }: { readonly conversation: Conversation }) {
  const { t: common } = useTranslation();
  const { now, locale } = useFormatContext(1000);
  const { channel, sessions } = conversation;
  const leg = sessions.find((session) => session.channel === channel && session.state === 'active');
  return (
    <span className={classNames('flex items-center gap-1.5 pt-1 text-ink-2', dyeClass(channel))}>
      <span className="text-dye">
        <ChannelIcon sign={channel} />
      </span>
      {common(`channel.${channel}`)}
      {leg && <span className="figures">· {formatStopwatch(now.getTime() - Date.parse(leg.startedAt), locale)}</span>}
    </span>
  );
}

/** What the button that gives it says. */
function useActWords(receiver: Receiver | undefined, isOffer: boolean): string {
  const { t } = useTranslation('handoff');
  if (receiver === undefined) return t('handOffNow');
  if (receiver.type === 'agent' && receiver.isSelf) return t('askOver');
  return t(isOffer ? 'offerTo' : 'giveTo', { name: receiverName(receiver) });
}

function ReadyDialog({ conversation, onClose }: { readonly conversation: Conversation; readonly onClose: () => void }) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLDivElement>(null);
  const [receiverId, setReceiverId] = useState<ReceiverId | null>(null);
  const [note, setNote] = useState('');
  const [wantsWarm, setWantsWarm] = useState(false);
  const present = conversation.channel;
  const choice = useCrossingChoice({ conversationId: conversation.id, present });
  const { receivers, choices, isFound, customer } = useReceivers(conversation, choice);
  const brief = useDraftedBrief(conversation);
  const receiver = receivers.find((one) => one.id === receiverId);
  const isToSelf = receiver?.type === 'agent' && receiver.isSelf;
  const isWarm = wantsWarm && !isToSelf;
  const { offer, isBusy, error, clearError, isReceiverMissing } = useOffer({
    conversation,
    receiver,
    brief,
    note,
    choice,
    isWarm,
    onClose,
  });
  const give = async (): Promise<void> => {
    if (!(await offer()) && receiver === undefined) searchRef.current?.focus();
  };
  useShortcut('send', () => void give(), { scope: 'dialog' });
  const lacking = isReceiverMissing && receiver === undefined ? t('chooseReceiver') : undefined;
  const saidAt = (code: string): string | undefined => (error?.code === code ? error.message : undefined);
  const receiverError = saidAt('receiver_unavailable') ?? lacking;
  const wayError = saidAt('no_way_across');
  const act = useActWords(receiver, channelFacts(present).live || isWarm);
  const noteWords =
    receiver?.type === 'agent' && !isToSelf ? t('note', { name: receiverName(receiver) }) : t('noteAny');
  return (
    <Dialog
      open
      onClose={onClose}
      width="xl"
      title={t('title', { name: customer?.name ?? `#${conversation.number}` })}
      aside={<OnChannel conversation={conversation} />}
      closeLabel={common('close')}
      initialFocus={searchRef}
      footer={
        <>
          <span className="mr-auto shrink-0">
            <Checkbox checked={isWarm} disabled={isToSelf} onChange={setWantsWarm}>
              {t('warm')}
            </Checkbox>
          </span>
          {error && receiverError === undefined && wayError === undefined && (
            <p role="alert" className="min-w-0 text-bad">
              {error.message}
            </p>
          )}
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={brief.state === 'drafting'}
            onClick={() => void give()}
          >
            {act}
          </Button>
        </>
      }
    >
      <div
        ref={bodyRef}
        className="grid items-start gap-x-6 gap-y-3.5 min-[820px]:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
      >
        <div className="flex min-w-0 flex-col gap-3.5">
          <ContinueOn choice={choice} present={present} error={wayError} />
          <section>
            <h3 className="mb-1.5 font-medium text-ink-2">{t('with')}</h3>
            <ChoiceList<ReceiverId>
              label={t('receivers')}
              placeholder={t('searchReceiver')}
              none={t('none')}
              choices={choices}
              isFound={isFound}
              value={receiverId}
              onChange={(next) => {
                setReceiverId(next);
                clearError();
              }}
              onEnter={() => bodyRef.current?.querySelector<HTMLElement>('[data-line]')?.focus()}
              error={receiverError}
              inputRef={searchRef}
              listClassName="h-42"
            />
          </section>
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <BriefSection brief={brief} />
          <TextInput
            aria-label={noteWords}
            placeholder={noteWords}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
        <div className="col-span-full">
          <CustomerSees
            conversation={conversation}
            receiver={receiver}
            customerLocale={customer?.locale}
            choice={choice}
          />
        </div>
      </div>
    </Dialog>
  );
}
