import type { Phone } from '#renderer/data/phone/phone.ts';
import { useCalls, usePhoneView } from '#renderer/data/phone/phone-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { callsToWrapUp, ownCalls, ringingCalls } from '#renderer/state/call-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ActiveCall } from './active-call.tsx';
import { useMyPhone } from './use-my-phone.ts';
import { WrapUpBar } from './wrap-up-bar.tsx';

/** The row of the call one is on, of the wrap-up after it, and over everything what went wrong. Nothing otherwise. */
export function CallBar() {
  const mine = useMyPhone();
  return mine === null ? null : <Bar {...mine} />;
}

function Bar({ phone, me }: { readonly phone: Phone; readonly me: string }) {
  const { t } = useTranslation('phone');
  const calls = useCalls(phone);
  const { problem, legs } = usePhoneView(phone);
  const asked = [...calls.values()].filter(({ id, agent }) => agent?.id !== me && legs[id]?.phase === 'live');
  const own = [
    ...ownCalls(calls, me),
    ...asked.filter(({ id }) => !ringingCalls(calls, me).some((one) => one.id === id)),
  ];
  const active = [...new Map(own.map((call) => [call.id, call])).values()];
  const toWrapUp = active.length > 0 ? [] : callsToWrapUp(calls, me).slice(-1);
  return (
    <section aria-label={t('bar.label')} className="shrink-0">
      {problem !== null && <Problem onClose={phone.dismissProblem}>{t(`problem.${problem}`)}</Problem>}
      {active.map((call) => (
        <ActiveCall key={call.id} call={call} phone={phone} me={me} isOnly={active.length === 1} />
      ))}
      {toWrapUp.map((call) => (
        <WrapUpBar key={call.id} call={call} phone={phone} me={me} />
      ))}
    </section>
  );
}

type ProblemProps = { readonly children: string; readonly onClose: () => void };

/** Comes by itself, so it floats beside the call that rings: nothing may move under the pointer. */
function Problem({ children, onClose }: ProblemProps) {
  const { t } = useTranslation();
  return (
    <div className="fixed top-12 left-16 z-40 flex max-w-[calc(100vw-33rem)] items-center gap-3 rounded-xl border border-bad bg-raised px-3.5 py-2 text-bad shadow-float">
      <span role="alert">{children}</span>
      <Button variant="ghost" onClick={onClose}>
        {t('close')}
      </Button>
    </div>
  );
}
