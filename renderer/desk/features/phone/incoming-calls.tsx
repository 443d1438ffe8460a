import { useRef, useState } from 'react';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { useCalls } from '#renderer/data/phone/phone-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ringingCalls } from '#renderer/state/call-state.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { IncomingCard } from './incoming-card.tsx';
import { useMyPhone } from './use-my-phone.ts';

/** A click or a chord within this time was meant for the call that stood there before. */
const SETTLE_MS = 600;

/** The call that rings at this agent, over whatever is open. Takes no focus; the longest waiting one stands first. */
export function IncomingCalls() {
  const mine = useMyPhone();
  return mine === null ? null : <Ringing {...mine} />;
}

function Ringing({ phone, me }: { readonly phone: Phone; readonly me: string }) {
  const { t } = useTranslation('phone');
  const ringing = ringingCalls(useCalls(phone), me);
  const [shownId, setShownId] = useState<string | null>(null);
  const settledAt = useRef(0);
  const call = ringing.find(({ id }) => id === shownId) ?? ringing[0] ?? null;
  if (call !== null && call.id !== shownId) {
    settledAt.current = shownId === null ? 0 : Date.now() + SETTLE_MS;
    setShownId(call.id);
  }
  if (call === null && shownId !== null) setShownId(null);
  return (
    <section aria-label={t('ring.label')} className="pointer-events-none fixed top-12 right-4 z-40 w-104 max-w-[90vw]">
      <VisuallyHidden>
        <span role="alert">{call !== null && `${t('ring.label')} · ${call.customerName || t('ring.anonymous')}`}</span>
      </VisuallyHidden>
      {call !== null && (
        <IncomingCard
          key={call.id}
          call={call}
          phone={phone}
          others={ringing.length - 1}
          isSettled={() => Date.now() >= settledAt.current}
        />
      )}
    </section>
  );
}
