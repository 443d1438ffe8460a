import { openDialog } from '#renderer/desk/app/open-dialog.ts';
import { formatRemaining } from '#renderer/i18n/duration.ts';
import { formatDayTime, formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelIcon } from '#renderer/ui/channel-icon.tsx';
import { CountdownBar } from '#renderer/ui/countdown-bar.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Handoff } from '#shared/domain/handoff.ts';
import { BannerBox } from './banner-box.tsx';
import type { HandoffPart } from './handoff-part.ts';
import { useAct } from './use-act.ts';
import { useHandoffWay } from './use-way-words.ts';

type OnTheWayProps = { readonly handoff: Handoff; readonly part: HandoffPart; readonly customerName: string };

/** The customer is on the way to another channel ([HO4]): how they were asked, whether they opened it, until when. */
export function OnTheWay({ handoff, part, customerName }: OnTheWayProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const { act, isBusy } = useAct(handoff.conversationId);
  const { id: handoffId, conversationId, channelTo, from, acceptedBy, lapsesAt, invitation } = handoff;
  const channel = common(`channel.${channelTo}`);
  const title = t('onTheWay.title', { customer: customerName, channel });
  const isToSelf = acceptedBy?.id === from.id;
  return (
    <BannerBox label={title} channel={channelTo}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="flex items-center gap-1.5 font-semibold">
          <span className="text-dye">
            <ChannelIcon sign={channelTo} />
          </span>
          <Words>{title}</Words>
        </p>
        {part !== 'other' && (
          <span className="ml-auto flex flex-wrap items-center gap-2">
            <Button busy={isBusy} onClick={() => void act('handoff:invite-again', { handoffId })}>
              {t('onTheWay.again')}
            </Button>
            <Button disabled={isBusy} onClick={() => openDialog('invite-again', { conversationId })}>
              {t('onTheWay.another')}
            </Button>
            {part === 'sender' ? (
              <Button busy={isBusy} onClick={() => void act('handoff:withdraw', { handoffId })}>
                {t('withdraw')}
              </Button>
            ) : (
              <Button busy={isBusy} onClick={() => void act('handoff:decline', { handoffId, reason: 'other' })}>
                {t('onTheWay.leave')}
              </Button>
            )}
          </span>
        )}
      </div>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-ink-2">
        <Invited handoff={handoff} />
        {invitation?.code !== undefined && part !== 'other' && (
          <span>
            {t('onTheWay.code')}{' '}
            <b className="figures select-text text-ink text-lg tracking-wider">{invitation.code}</b>
          </span>
        )}
        <span>{whose({ part, isToSelf })}</span>
      </div>
      {lapsesAt !== undefined && part !== 'other' && <Until handoff={handoff} lapsesAt={lapsesAt} />}
    </BannerBox>
  );

  function whose(of: { readonly part: HandoffPart; readonly isToSelf: boolean }): string {
    if (of.part === 'receiver') return t('onTheWay.yoursSoon', { name: from.name });
    if (of.part === 'other' || of.isToSelf) return '';
    return t('onTheWay.yoursStill', { name: (acceptedBy ?? handoff.to).name });
  }
}

/** By which way, to which address, and what became of it. */
function Invited({ handoff }: { readonly handoff: Handoff }) {
  const { t } = useTranslation('handoff');
  const format = useFormatContext();
  const wayWords = useHandoffWay();
  const { crossing, invitation } = handoff;
  const callAt =
    crossing?.at === undefined ? undefined : t('onTheWay.callAt', { time: formatDayTime(crossing.at, format) });
  const opened =
    invitation?.openedAt === undefined
      ? undefined
      : t('onTheWay.opened', { time: formatTime(invitation.openedAt, format) });
  const sent =
    invitation === undefined ? undefined : t('onTheWay.sent', { time: formatTime(invitation.sentAt, format) });
  const facts = [wayWords(handoff), invitation?.shown, callAt, opened ?? sent].filter(Boolean);
  return <span className="figures">{facts.join(' · ')}</span>;
}

/** How long they have to come; alone, for it moves every second. */
function Until({ handoff, lapsesAt }: { readonly handoff: Handoff; readonly lapsesAt: string }) {
  const { t } = useTranslation('handoff');
  const format = useFormatContext(1000);
  const endsAt = Date.parse(lapsesAt);
  const startedAt = Date.parse(handoff.invitation?.sentAt ?? handoff.acceptedAt ?? handoff.offeredAt);
  const left = formatRemaining(new Date(Math.max(endsAt, format.now.getTime())), format.now, format.locale);
  const words = t('onTheWay.until', { time: formatTime(lapsesAt, format), left });
  return (
    <>
      <span className="figures text-ink-2">{words}</span>
      <CountdownBar remainingMs={endsAt - format.now.getTime()} totalMs={endsAt - startedAt} label={words} />
    </>
  );
}
