import { useCallback, useEffect, useRef } from 'react';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandInput, CommandOutput } from '#shared/wire/commands.ts';
import { useSendCommand } from './use-command.ts';

export type Placed = CommandOutput<'call:place'>;
type Telephone = (placed: Placed) => void;

/** The telephones of this window that take what is to be dialled; there is one, the softphone. */
const telephones = new Set<Telephone>();

/**
 * Calls somebody from wherever a number is on screen. The hub makes the call; what it says has to be dialled here goes to
 * the softphone, and nothing does where a provider calls both sides.
 */
export function useDial(): (input: CommandInput<'call:place'>) => Promise<Answer<Placed>> {
  const send = useSendCommand();
  return useCallback(
    async (input) => {
      const answer = await send('call:place', input);
      if (answer.ok) for (const telephone of telephones) telephone(answer.data);
      return answer;
    },
    [send],
  );
}

/** For the softphone: hears of each call that was placed from this window, with what to dial. */
export function useTelephone(telephone: Telephone): void {
  const latest = useRef(telephone);
  latest.current = telephone;
  useEffect(() => {
    const hear: Telephone = (placed) => latest.current(placed);
    telephones.add(hear);
    return () => {
      telephones.delete(hear);
    };
  }, []);
}
