import { PhoneOff } from 'lucide-react';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { usePhoneView } from '#renderer/data/phone/phone-context.tsx';
import type { LegView } from '#renderer/data/phone/phone-view.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { formatStopwatch } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Call } from '#shared/domain/call.ts';
import { CALL_CHANNEL } from '#shared/domain/channels.ts';
import { CallActs, ConsultActs } from './call-acts.tsx';
import { DevicePopover } from './device-popover.tsx';
import { Quality } from './quality.tsx';

type Props = { readonly call: Call; readonly phone: Phone; readonly me: string; readonly isOnly: boolean };

/** The call one is on: with whom, since when, how it stands, and everything one can do with it. */
export function ActiveCall({ call, phone, me, isOnly }: Props) {
  const { t } = useTranslation('phone');
  const { legs } = usePhoneView(phone);
  const leg = legs[call.id] ?? null;
  const callId = call.id;
  const isAsked = call.agent?.id !== me && call.answering?.id !== me;
  const isSoft = call.media === 'softphone';
  const consult = leg?.consult ?? null;
  const hangUp = (): void => phone.act({ act: 'hang_up', callId });
  useShortcut('call-hang-up', hangUp, { enabled: isOnly });
  const open = (): void =>
    call.conversationId === undefined
      ? goTo({ tab: 'mine', conversationId: null, customerId: call.customerId })
      : goTo({ tab: 'mine', conversationId: call.conversationId });
  return (
    <div
      className={classNames(
        'tint-dye flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-dye border-b px-3.5 py-1',
        dyeClass(CALL_CHANNEL),
      )}
    >
      <span className="text-dye">
        <ChannelIcon sign={CALL_CHANNEL} size={18} />
      </span>
      <Tooltip label={t('bar.open')}>
        <button type="button" onClick={open} className="max-w-60 truncate font-semibold hover:underline">
          <Words>{call.customerName || call.number || t('ring.anonymous')}</Words>
        </button>
      </Tooltip>
      <Stands call={call} leg={leg} isAsked={isAsked} />
      <span className="flex-1" />
      {consult === null ? (
        <CallActs call={call} phone={phone} me={me} leg={leg} hasChords={isOnly} />
      ) : (
        <ConsultActs callId={callId} phone={phone} isTalking={consult.phase === 'live'} />
      )}
      {isSoft && <DevicePopover phone={phone} />}
      <Tooltip label={t('bar.hangUp')} chord={chordOf('call-hang-up')}>
        <Button variant="danger" icon={<PhoneOff size={14} />} onClick={hangUp}>
          {t('bar.hangUp')}
        </Button>
      </Tooltip>
    </div>
  );
}

type StandsProps = { readonly call: Call; readonly leg: LegView | null; readonly isAsked: boolean };

/** How it stands, in words, with its clock. */
function Stands({ call, leg, isAsked }: StandsProps) {
  const { t } = useTranslation('phone');
  const { now, locale } = useFormatContext(1000);
  const since = (at: string | number): string =>
    formatStopwatch(now.getTime() - (typeof at === 'number' ? at : Date.parse(at)), locale);
  const heldAt = call.parts.findLast(({ kind, until }) => kind === 'hold' && until === undefined)?.at;
  const held = leg?.heldSince ?? heldAt ?? null;
  const isHeld = leg?.held ?? call.state === 'held';
  const words = (): string => {
    if (leg?.consult)
      return t(leg.consult.phase === 'live' ? 'bar.consultLive' : 'bar.consultCalling', { name: leg.consult.name });
    if (isAsked) return t('bar.asked', { name: call.agent?.name ?? '' });
    if (isHeld) return t('bar.held');
    if (call.answeredAt !== undefined) return t('bar.active');
    return t(call.direction === 'out' ? 'bar.ringingOut' : 'bar.connecting');
  };
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-ink-2">
      <span role="status" className={isHeld ? 'font-medium text-warn' : ''}>
        {words()}
      </span>
      {call.answeredAt !== undefined && <time className="figures">{since(call.answeredAt)}</time>}
      {isHeld && held !== null && <span className="figures text-warn">{t('bar.heldFor', { time: since(held) })}</span>}
      {leg?.muted === true && <span className="text-warn">{t('bar.muted')}</span>}
      {leg !== null && !isHeld && <Quality quality={leg.quality} />}
    </p>
  );
}
