import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { AgentCommandName, CommandInput } from '#shared/wire/commands.ts';

export type Act = {
  /** Gives a command; a refusal is said in the hub's words. Whether it was done. */
  readonly act: <N extends AgentCommandName>(name: N, input: CommandInput<N>) => Promise<boolean>;
  readonly isBusy: boolean;
};

export function useAct(): Act {
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  return {
    isBusy,
    async act(name, input) {
      setIsBusy(true);
      const answer = await send(name, input);
      setIsBusy(false);
      if (!answer.ok) showToast({ title: answer.error.message, tone: 'bad' });
      return answer.ok;
    },
  };
}
