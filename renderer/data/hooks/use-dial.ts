import { useCallback } from 'react';
import { usePhone } from '#renderer/data/phone/phone-context.tsx';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandInput, CommandOutput } from '#shared/wire/commands.ts';
import { useSendCommand } from './use-command.ts';

/**
 * Calls somebody from wherever a number is on screen. The hub makes the call; the desk's telephone dials what it is told to,
 * and where there is none a provider calls both sides.
 */
export function useDial(): (input: CommandInput<'call:place'>) => Promise<Answer<CommandOutput<'call:place'>>> {
  const send = useSendCommand();
  const phone = usePhone();
  return useCallback((input) => (phone === null ? send('call:place', input) : phone.place(input)), [phone, send]);
}
