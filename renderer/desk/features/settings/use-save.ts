import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { AgentCommandName, CommandInput, CommandOutput } from '#shared/wire/commands.ts';

export type Saving = {
  readonly isBusy: boolean;
  readonly error: WireError | null;
  readonly clear: () => void;
  /** Gives the command's answer, or null when it was refused; the reason is in `error`. */
  readonly save: <N extends AgentCommandName>(name: N, input: CommandInput<N>) => Promise<CommandOutput<N> | null>;
};

/** One command at a time, with what became of it. */
export function useSave(): Saving {
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  return {
    isBusy,
    error,
    clear: () => setError(null),
    async save(name, input) {
      setIsBusy(true);
      setError(null);
      const answer: Answer<CommandOutput<typeof name>> = await send(name, input);
      setIsBusy(false);
      if (answer.ok) return answer.data;
      setError(answer.error);
      return null;
    },
  };
}
