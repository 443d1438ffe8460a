import { Mic, MicOff, Pause, Play } from 'lucide-react';
import type { Phone } from '#renderer/data/phone/phone.ts';
import type { LegView } from '#renderer/data/phone/phone-view.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import type { Call } from '#shared/domain/call.ts';
import { Keypad } from './keypad.tsx';
import { TransferPopover } from './transfer-popover.tsx';

type Props = {
  readonly call: Call;
  readonly phone: Phone;
  readonly me: string;
  readonly leg: LegView | null;
  readonly hasChords: boolean;
};

/** Hold, mute, tones, transfer: what can be done now, and no more. Of a call one is only asked about, nothing that moves it. */
export function CallActs({ call, phone, me, leg, hasChords }: Props) {
  const callId = call.id;
  const isHeld = leg?.held ?? call.state === 'held';
  const isAnswered = call.answeredAt !== undefined;
  const isMine = isAnswered && call.agent?.id === me;
  return (
    <>
      {isMine && <Hold isHeld={isHeld} hasChord={hasChords} act={(act) => phone.act({ act, callId })} />}
      {leg !== null && (
        <Mute isMuted={leg.muted} hasChord={hasChords} act={(muted) => phone.act({ act: 'mute', callId, muted })} />
      )}
      {isAnswered && <Keypad call={call} phone={phone} sent={leg?.tones ?? ''} hasChord={hasChords} />}
      {isMine && <TransferPopover call={call} phone={phone} me={me} hasChord={hasChords} />}
    </>
  );
}

type HoldProps = {
  readonly isHeld: boolean;
  readonly hasChord: boolean;
  readonly act: (act: 'hold' | 'resume') => void;
};

function Hold({ isHeld, hasChord, act }: HoldProps) {
  const { t } = useTranslation('phone');
  const toggle = (): void => act(isHeld ? 'resume' : 'hold');
  const words = t(isHeld ? 'bar.resume' : 'bar.hold');
  useShortcut('call-hold', toggle, { enabled: hasChord });
  return (
    <Tooltip label={words} chord={chordOf('call-hold')}>
      <Button icon={isHeld ? <Play size={14} /> : <Pause size={14} />} aria-pressed={isHeld} onClick={toggle}>
        {words}
      </Button>
    </Tooltip>
  );
}

type MuteProps = { readonly isMuted: boolean; readonly hasChord: boolean; readonly act: (muted: boolean) => void };

function Mute({ isMuted, hasChord, act }: MuteProps) {
  const { t } = useTranslation('phone');
  const toggle = (): void => act(!isMuted);
  const words = t(isMuted ? 'bar.unmute' : 'bar.mute');
  useShortcut('call-mute', toggle, { enabled: hasChord });
  return (
    <Tooltip label={words} chord={chordOf('call-mute')}>
      <Button icon={isMuted ? <MicOff size={14} /> : <Mic size={14} />} aria-pressed={isMuted} onClick={toggle}>
        {words}
      </Button>
    </Tooltip>
  );
}

type ConsultProps = { readonly callId: string; readonly phone: Phone; readonly isTalking: boolean };

/** While a colleague is asked: hand the customer over, or go back to them. */
export function ConsultActs({ callId, phone, isTalking }: ConsultProps) {
  const { t } = useTranslation('phone');
  return (
    <>
      <Button variant="primary" disabled={!isTalking} onClick={() => phone.act({ act: 'complete', callId })}>
        {t('bar.complete')}
      </Button>
      <Button onClick={() => phone.act({ act: 'drop', callId })}>{t('bar.drop')}</Button>
    </>
  );
}
