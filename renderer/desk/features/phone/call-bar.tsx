import type { ReactNode } from 'react';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { useCalls, usePhoneView } from '#renderer/data/phone/phone-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { callsToWrapUp, ownCalls, ringingCalls } from '#renderer/state/call-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ActiveCall } from './active-call.tsx';
import { useMyPhone } from './use-my-phone.ts';
import { WrapUpBar } from './wrap-up-bar.tsx';

/** The row of the call one is on, of the wrap-up after it, and of what is wrong with the telephone. Nothing otherwise. */
export function CallBar() {
  const mine = useMyPhone();
  return mine === null ? null : <Bar {...mine} />;
}

function Bar({ phone, me }: { readonly phone: Phone; readonly me: string }) {
  const { t } = useTranslation('phone');
  const calls = useCalls(phone);
  const { problem, line, legs } = usePhoneView(phone);
  const asked = [...calls.values()].filter(({ id, agent }) => agent?.id !== me && legs[id]?.phase === 'live');
  const own = [
    ...ownCalls(calls, me),
    ...asked.filter(({ id }) => !ringingCalls(calls, me).some((one) => one.id === id)),
  ];
  const active = [...new Map(own.map((call) => [call.id, call])).values()];
  const toWrapUp = active.length > 0 ? [] : callsToWrapUp(calls, me).slice(-1);
  return (
    <section aria-label={t('bar.label')} className="shrink-0">
      {problem !== null && (
        <Notice isBad>
          <span role="alert">{t(`problem.${problem}`)}</span>
          <Close onClose={phone.dismissProblem} />
        </Notice>
      )}
      {(line === 'unreachable' || line === 'refused') && (
        <Notice>
          <span role="status">{t(`line.${line}`)}</span>
        </Notice>
      )}
      {active.map((call) => (
        <ActiveCall key={call.id} call={call} phone={phone} me={me} isOnly={active.length === 1} />
      ))}
      {toWrapUp.map((call) => (
        <WrapUpBar key={call.id} call={call} phone={phone} me={me} />
      ))}
    </section>
  );
}

const Notice = ({ isBad = false, children }: { readonly isBad?: boolean; readonly children: ReactNode }) => (
  <div
    className={`flex items-center gap-3 border-line border-b px-3.5 py-1 ${isBad ? 'tint-bad text-bad' : 'tint-warn text-warn'}`}
  >
    {children}
  </div>
);

function Close({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Button variant="ghost" onClick={onClose}>
      {t('close')}
    </Button>
  );
}
