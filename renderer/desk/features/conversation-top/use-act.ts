import { useState } from 'react';
import { usePending, useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { AgentCommandName, CommandInput } from '#shared/wire/commands.ts';

type Act = {
  /** Gives a command; a refusal is said in the hub's words. Whether it was done. */
  readonly act: <N extends AgentCommandName>(name: N, input: CommandInput<N>) => Promise<boolean>;
  readonly isBusy: boolean;
};

/** Commands about one conversation, one after the other. */
export function useAct(conversationId: string): Act {
  const send = useSendCommand();
  const isPending = usePending(conversationId).some(({ name, state }) => state === 'pending' && !isWriting(name));
  const [isActing, setIsActing] = useState(false);
  return {
    isBusy: isPending || isActing,
    async act(name, input) {
      setIsActing(true);
      const answer = await send(name, input);
      setIsActing(false);
      if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
      return answer.ok;
    },
  };
}

/** What is written, or counted of it, goes on by itself and is in nobody's way. */
const isWriting = (name: string): boolean => /^(?:message|draft):|:use$/u.test(name);
