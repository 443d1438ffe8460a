import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { usePhone } from '#renderer/data/phone/phone-context.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Answer } from '#shared/wire/ack.ts';

/** The telephone and whose it is; null until somebody is signed in. */
export function useMyPhone(): { readonly phone: Phone; readonly me: string } | null {
  const phone = usePhone();
  const { agent } = useSession();
  return phone === null || agent === null ? null : { phone, me: agent.id };
}

/** Says a refusal; true when there was none. */
export function said(answer: Answer<unknown>): boolean {
  if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
  return answer.ok;
}
