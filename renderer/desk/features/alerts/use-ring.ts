import { useEffect } from 'react';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { useCalls } from '#renderer/data/phone/phone-context.tsx';
import { ringAt } from '#renderer/data/phone/speaker.ts';
import { playSound } from '#renderer/data/sounds.ts';
import { ringingCalls } from '#renderer/state/call-state.ts';
import { useAlertSettings } from './use-alert-settings.ts';

/** As the telephone's own ring. */
const TURN_MS = 3000;

/** A call is heard as long as it rings: by the telephone of this desk, or by the desk itself where a provider has the audio. */
export function useRing(phone: Phone, me: string): void {
  const { heardNow } = useAlertSettings();
  const calls = useCalls(phone);
  const isRinging = ringingCalls(calls, me).some(({ media }) => media === 'provider');
  useEffect(() => {
    ringAt(() => heardNow('call').volume);
    return () => ringAt(() => 1);
  }, [heardNow]);
  useEffect(() => {
    if (!isRinging) return undefined;
    const ring = (): void => {
      const { sound, volume } = heardNow('call');
      playSound(sound, volume);
    };
    ring();
    const timer = setInterval(ring, TURN_MS);
    return () => clearInterval(timer);
  }, [isRinging, heardNow]);
}
