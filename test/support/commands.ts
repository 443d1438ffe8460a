import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect } from 'vitest';
import type { Asking } from '#server/asking.ts';
import { runCommand } from '#server/commands/run-command.ts';
import { commandHandlers } from '#server/commands/table.ts';
import type { Deps } from '#server/deps.ts';
import type { Answer, WireError } from '#shared/wire/ack.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import type { ErrorCode } from '#shared/wire/errors.ts';

/** Gives a command the way the gateway does, under a fresh id, and hands back the answer. */
export type Give = <N extends CommandName>(
  asking: Asking,
  name: N,
  input: CommandInput<N>,
) => Promise<Answer<CommandOutput<N>>>;

/** Gives commands to these deps. A fault inside the hub is thrown with its cause and does not pass as a refusal. */
export function giveTo(deps: Deps): Give {
  const faults: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void faults.push(line) });
  const watched = { ...deps, logger };
  return async (asking, name, input) => {
    const answer = await runCommand(watched, commandHandlers, asking, { id: randomUUID(), name, input });
    if (faults.length > 0) throw new Error(`${name}, or what ran beside it, broke the hub: ${faults.join('\n')}`);
    return answer as Answer<CommandOutput<typeof name>>;
  };
}

/** The data of an answer that must be ok. */
export function dataOf<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`refused ${answer.error.code}: ${answer.error.message}`);
  return answer.data;
}

/** The error of an answer that must be refused with this code. */
export function refusalOf(answer: Answer<unknown>, code: ErrorCode): WireError {
  expect(answer).toMatchObject({ ok: false, error: { code } });
  if (answer.ok) throw new Error('expected a refusal');
  return answer.error;
}
