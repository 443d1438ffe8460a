import { useCallback, useMemo } from 'react';
import { useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import { usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { ReceiverRow } from './receiver-row.tsx';
import { isReceiverFound, type ReceiverId, rankReceivers } from './receivers.ts';
import type { CrossingChoice } from './use-crossing-choice.ts';

/** Who can be asked to go on with a conversation, as choices of a list, live. */
export function useReceivers(conversation: Conversation, { channel, waits, option }: CrossingChoice) {
  const { agents, teams } = usePeople();
  const { agent } = useSession();
  const panel = useCustomerPanel(conversation.customerId);
  const customer = panel.state === 'ready' ? panel.data.customer : null;
  const customerLocale = customer?.locale;
  const ownId = agent?.id ?? '';
  const teamId = conversation.team.id;
  const isCrossing = option !== null;
  const receivers = useMemo(
    () => rankReceivers({ agents, teams, ownId, teamId, customerLocale, isCrossing }),
    [agents, teams, ownId, teamId, customerLocale, isCrossing],
  );
  const choices = useMemo(
    () =>
      receivers.map((receiver) => ({
        key: receiver.id,
        value: receiver.id,
        disabled: !receiver.isHere,
        body: <ReceiverRow receiver={receiver} teams={teams} waits={waits} channel={channel} />,
      })),
    [receivers, teams, waits, channel],
  );
  const isFound = useCallback(
    (id: ReceiverId, query: string) => {
      const receiver = receivers.find((one) => one.id === id);
      return receiver !== undefined && isReceiverFound(receiver, query, teams);
    },
    [receivers, teams],
  );
  return { receivers, choices, isFound, customer };
}
