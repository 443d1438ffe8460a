import { useEffect, useRef } from 'react';
import type { DeskEvents } from '#renderer/data/client/desk-client-types.ts';
import { useDeskClient } from './desk-client-context.tsx';

/** Tells of what deserves a sound or a notification, as it happens. Called for what is new, not for what was loaded. */
export function useDeskEvents(listener: DeskEvents): void {
  const client = useDeskClient();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(
    () =>
      client.listen({
        onOffer: (handoff) => latest.current.onOffer?.(handoff),
        onOfferDecided: (handoff) => latest.current.onOfferDecided?.(handoff),
        onCustomerMessage: (item) => latest.current.onCustomerMessage?.(item),
        onWorkOffer: (offer) => latest.current.onWorkOffer?.(offer),
        onSurveyLow: (answer) => latest.current.onSurveyLow?.(answer),
        onOwnerSilent: (silence) => latest.current.onOwnerSilent?.(silence),
        onCallbacksChanged: () => latest.current.onCallbacksChanged?.(),
        onHelpChanged: (help) => latest.current.onHelpChanged?.(help),
        onWhisper: (item) => latest.current.onWhisper?.(item),
        onHeldChanged: (held) => latest.current.onHeldChanged?.(held),
        onEscalation: (escalation, before) => latest.current.onEscalation?.(escalation, before),
      }),
    [client],
  );
}
