import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { AgentCommandName, CommandInput, CommandOutput } from '#shared/wire/commands.ts';

export type OneAct = {
  /** Gives a command; null when it was refused, and why is in `refusal`. One at a time: a second is not sent. */
  readonly act: <N extends AgentCommandName>(name: N, input: CommandInput<N>) => Promise<CommandOutput<N> | null>;
  readonly isBusy: boolean;
  readonly refusal: WireError | null;
  readonly clear: () => void;
};

/** Commands one after the other, with the reason of the last refusal to stand where the act was. */
export function useOneAct(): OneAct {
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<WireError | null>(null);
  return {
    isBusy,
    refusal,
    clear: () => setRefusal(null),
    async act(name, input) {
      if (isBusy) return null;
      setIsBusy(true);
      setRefusal(null);
      const answer = await send(name, input);
      setIsBusy(false);
      if (answer.ok) return answer.data;
      setRefusal(answer.error);
      return null;
    },
  };
}
