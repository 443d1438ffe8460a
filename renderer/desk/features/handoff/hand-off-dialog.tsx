import { useCallback, useMemo, useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation, useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import { usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { formatStopwatch } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { ChoiceList } from '#renderer/ui/choice-list.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Skeleton, SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { channelFacts } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { briefOf, linkedCount } from './brief-lines.ts';
import { BriefTable } from './brief-table.tsx';
import { CustomerSees } from './customer-sees.tsx';
import { ReceiverRow } from './receiver-row.tsx';
import { isReceiverFound, type Receiver, type ReceiverId, rankReceivers, receiverName } from './receivers.ts';
import { type DraftedBrief, useDraftedBrief } from './use-drafted-brief.ts';

type HandOffDialogProps = { readonly conversationId: string; readonly onClose: () => void };

/** Handing a conversation to a colleague or a team on its channel, with a brief ([HO1], [HO3]). */
export function HandOffDialog({ conversationId, onClose }: HandOffDialogProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const conversation = useConversation(conversationId);
  if (conversation.state === 'ready') return <ReadyDialog conversation={conversation.data} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title={t('handOff')} closeLabel={common('close')}>
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

function useReceivers(conversation: Conversation) {
  const { agents, teams } = usePeople();
  const { agent } = useSession();
  const panel = useCustomerPanel(conversation.customerId);
  const customer = panel.state === 'ready' ? panel.data.customer : null;
  const customerLocale = customer?.locale;
  const ownId = agent?.id ?? '';
  const teamId = conversation.team.id;
  const receivers = useMemo(
    () => rankReceivers({ agents, teams, ownId, teamId, customerLocale }),
    [agents, teams, ownId, teamId, customerLocale],
  );
  const choices = useMemo(
    () =>
      receivers.map((receiver) => ({
        key: receiver.id,
        value: receiver.id,
        disabled: !receiver.isHere,
        body: <ReceiverRow receiver={receiver} teams={teams} />,
      })),
    [receivers, teams],
  );
  const isFound = useCallback(
    (id: ReceiverId, query: string) => {
      const receiver = receivers.find((one) => one.id === id);
      return receiver !== undefined && isReceiverFound(receiver, query, teams);
    },
    [receivers, teams],
  );
  return { receivers, choices, isFound, customer };
}

type OfferParts = {
  readonly conversation: Conversation;
  readonly receiver: Receiver | undefined;
  readonly brief: DraftedBrief;
  readonly note: string;
  readonly onClose: () => void;
};

function useOffer({ conversation, receiver, brief, note, onClose }: OfferParts) {
  const { t } = useTranslation('handoff');
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const [isReceiverMissing, setIsReceiverMissing] = useState(false);
  async function offer(): Promise<boolean> {
    if (isBusy) return false;
    setIsReceiverMissing(receiver === undefined);
    if (receiver === undefined || brief.state === 'drafting') return false;
    setIsBusy(true);
    setError(null);
    const answer = await send('handoff:offer', {
      conversationId: conversation.id,
      epoch: conversation.epoch,
      to: { type: receiver.type, id: receiver.type === 'team' ? receiver.team.id : receiver.agent.id },
      brief: briefOf(brief.lines),
      snapshot: brief.snapshot,
      ...(note.trim() !== '' && { note: note.trim() }),
    });
    setIsBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return false;
    }
    // An offer is told by the notice over the thread, for as long as it stands.
    if (answer.data.handoff.state !== 'offered') showToast({ title: t('given', { name: receiverName(receiver) }) });
    onClose();
    return true;
  }
  return { offer, isBusy, error, clearError: () => setError(null), isReceiverMissing };
}

function ReadyDialog({ conversation, onClose }: { readonly conversation: Conversation; readonly onClose: () => void }) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const searchRef = useRef<HTMLInputElement>(null);
  const bodyRef = useRef<HTMLDivElement>(null);
  const [receiverId, setReceiverId] = useState<ReceiverId | null>(null);
  const [note, setNote] = useState('');
  const { receivers, choices, isFound, customer } = useReceivers(conversation);
  const brief = useDraftedBrief(conversation);
  const receiver = receivers.find((one) => one.id === receiverId);
  const { offer, isBusy, error, clearError, isReceiverMissing } = useOffer({
    conversation,
    receiver,
    brief,
    note,
    onClose,
  });
  const give = async (): Promise<void> => {
    if (!(await offer()) && receiver === undefined) searchRef.current?.focus();
  };
  useShortcut('send', () => void give(), { scope: 'dialog' });
  const isUnavailable = error?.code === 'receiver_unavailable';
  const lacking = isReceiverMissing && receiver === undefined ? t('chooseReceiver') : undefined;
  const receiverError = isUnavailable ? error.message : lacking;
  const isLive = channelFacts(conversation.channel).live;
  const act = isLive ? 'offerTo' : 'giveTo';
  const linked = linkedCount(brief.lines);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { name: customer?.name ?? `#${conversation.number}` })}
      aside={<OnChannel conversation={conversation} />}
      closeLabel={common('close')}
      initialFocus={searchRef}
      footer={
        <>
          {error && !isUnavailable && (
            <p role="alert" className="flex-1 text-bad">
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
            {receiver === undefined ? t('handOffNow') : t(act, { name: receiverName(receiver) })}
          </Button>
        </>
      }
    >
      <div ref={bodyRef} className="flex flex-col gap-4">
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
            listClassName="max-h-42"
          />
        </section>
        <section aria-busy={brief.state === 'drafting'}>
          <h3 className="mb-1.5 flex items-baseline gap-2 font-medium text-ink-2">
            {t('brief.title')}
            {brief.state === 'ready' && (
              <span className="font-normal text-ink-3">{t('brief.drafted', { count: linked })}</span>
            )}
          </h3>
          {brief.state === 'failed' && (
            <p role="alert" className="mb-1.5 flex items-center gap-2 text-warn">
              {t('draftFailed')}
              <Button onClick={brief.retry}>{common('retry')}</Button>
            </p>
          )}
          {brief.state === 'drafting' ? (
            <div className="h-52 overflow-hidden rounded-r border border-line">
              <SkeletonRows rows={4} label={t('drafting')} />
            </div>
          ) : (
            <BriefTable lines={brief.lines} onChange={brief.setLines} />
          )}
        </section>
        <TextInput
          aria-label={receiver?.type === 'agent' ? t('note', { name: receiverName(receiver) }) : t('noteAny')}
          placeholder={receiver?.type === 'agent' ? t('note', { name: receiverName(receiver) }) : t('noteAny')}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <CustomerSees conversation={conversation} receiver={receiver} customerLocale={customer?.locale} />
      </div>
    </Dialog>
  );
}
