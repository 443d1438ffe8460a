import { useMemo } from 'react';
import { useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import { useMe, usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { dayIn } from '#shared/domain/day-words.ts';
import { orderMeant } from '#shared/domain/order-meant.ts';

/** What saved replies are filled with, and the language in which the customer is written to. */
export function useReplyFacts({ customerId, number }: Pick<Conversation, 'customerId' | 'number'>) {
  const me = useMe();
  const panel = useCustomerPanel(customerId);
  const { byId } = usePeople();
  const { agent } = useSession();
  const { now, timeZone } = useFormatContext();
  const known = panel.state === 'ready' ? panel.data : null;
  const own = me.state === 'ready' ? me.data : null;
  const customer = known?.customer.name;
  const agentName = byId(agent?.id ?? '')?.publicName ?? own?.agent.publicName;
  const company = own?.workspace.name;
  const order = known === null ? undefined : orderMeant(known.orders.cards, now);
  const today = dayIn(now, timeZone);
  const facts = useMemo(
    () => ({ customer, agent: agentName, company, number, order, today }),
    [customer, agentName, company, number, order, today],
  );
  return { facts, customerName: customer, customerLocale: known?.customer.locale ?? own?.workspace.locale ?? 'ja' };
}
