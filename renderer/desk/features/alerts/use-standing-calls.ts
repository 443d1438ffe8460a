import { useMemo } from 'react';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { useCalls } from '#renderer/data/phone/phone-context.tsx';
import { goTo } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ringingCalls } from '#renderer/state/call-state.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Call } from '#shared/domain/call.ts';
import type { Standing } from './standing.ts';

/** The calls that ring at this agent; each can be answered and declined from outside the window. */
export function useStandingCalls(phone: Phone): readonly Standing[] {
  const { t } = useTranslation(['alerts', 'common', 'phone']);
  const { agent } = useSession();
  const calls = useCalls(phone);
  return useMemo(
    () =>
      ringingCalls(calls, agent?.id ?? '').map(
        (call): Standing => ({
          tag: `call:${call.id}`,
          kind: 'call',
          what: t('alerts:what.call'),
          who: call.customerName === '' ? t('phone:ring.unknown') : call.customerName,
          words: '',
          target: targetOf(call),
          actions: ['answer', 'decline'],
          act: (action) => {
            if (action === 'decline') void phone.decline(call.id).then(say);
            else if (action === 'answer') void answer(phone, call);
            else goToCall(call);
          },
        }),
      ),
    [calls, agent, phone, t],
  );
}

async function answer(phone: Phone, call: Call): Promise<void> {
  const answered = await phone.answer(call.id);
  say(answered);
  if (answered.ok) goToCall(call);
}

function say(answer: Awaited<ReturnType<Phone['answer']>>): void {
  if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
}

const targetOf = ({ conversationId, customerId }: Call): Standing['target'] =>
  conversationId === undefined ? { kind: 'customer', id: customerId } : { kind: 'conversation', id: conversationId };

function goToCall({ conversationId, customerId }: Call): void {
  if (conversationId === undefined) goTo({ tab: 'mine', conversationId: null, customerId });
  else goTo({ tab: 'mine', conversationId });
}
