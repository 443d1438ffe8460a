import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { InboxRow, InboxTab } from '#shared/domain/conversation.ts';

/** Takes a conversation from a queue and opens it; one that a colleague was first at is opened too, and said ([CV2]). */
export function useClaim(tab: InboxTab) {
  const send = useSendCommand();
  const [busyId, setBusyId] = useState<string | null>(null);
  const claim = async ({ conversationId, epoch }: InboxRow): Promise<void> => {
    if (busyId !== null) return;
    setBusyId(conversationId);
    const answer = await send('conversation:claim', { conversationId, epoch });
    setBusyId(null);
    if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
    if (answer.ok || answer.error.code === 'already_claimed') goTo({ tab, conversationId });
  };
  return { claim, busyId };
}
