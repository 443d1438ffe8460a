import { createStore } from 'zustand/vanilla';
import type { PendingCommand, Readable } from '#renderer/data/client/desk-client-types.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { AgentCommandName, CommandInput, CommandOutput } from '#shared/wire/commands.ts';
import type { Connection } from './connection.ts';
import { wireError } from './hub-error.ts';
import { backoffMs, type Timing } from './timing.ts';

export type CommandSender = {
  /** Refused at once while the line is gone. By an id of its own, or by the one that its author gave it. */
  readonly send: <N extends AgentCommandName>(
    name: N,
    input: CommandInput<N>,
    id?: string,
  ) => Promise<Answer<CommandOutput<N>>>;
  readonly store: Readable<readonly PendingCommand[]>;
  /** Sends a failed one again, with its id: if it did take effect, that effect is what comes back ([SY2]). */
  readonly retry: (id: string) => void;
  readonly discard: (id: string) => void;
  /** Sends a command that has its id already, as soon as there is a line; resolves with the hub's answer, however late. */
  readonly launch: (command: PendingCommand) => Promise<Answer<unknown>>;
  /** Another agent may sign in: nothing that this one gave goes out in their name. */
  readonly forget: () => void;
};

type Parts = {
  readonly connection: Pick<Connection, 'isOpen' | 'goneMs' | 'request' | 'listen'>;
  /** For the words of a refusal. */
  readonly hubAddress: () => string;
  readonly newId: () => string;
  readonly locale: () => 'ja' | 'en';
  readonly timing: Timing;
};

const ANSWER_TIMEOUT_MS = 10_000;
/** A line that has just been lost is usually back within this; a command given meanwhile waits for it. */
const SHORT_CUT_MS = 4000;
/** How often a command is tried again that the hub refused for now. */
const MOST_REFUSALS = 5;
/** What the agent wrote: kept when it failed, to be tried again. */
const KEPT: readonly AgentCommandName[] = ['message:send', 'note:add'];

type Flight = {
  readonly command: PendingCommand;
  readonly settle: (answer: Answer<unknown>) => void;
  refusals: number;
  sending: boolean;
};

/**
 * Sends commands and sees them through: an id is kept until the hub has answered, over as many lines as that takes, so a
 * lost ack neither loses nor doubles an effect ([SY1], [SY2]).
 */
export function createCommandSender({ connection, hubAddress, newId, locale, timing }: Parts): CommandSender {
  const store = createStore<readonly PendingCommand[]>(() => []);
  const flights = new Map<string, Flight>();

  const unreachable = () => wireError('hub_unreachable', locale(), { where: hubAddress() });

  const put = (command: PendingCommand): void =>
    store.setState([...store.getState().filter(({ id }) => id !== command.id), command], true);
  const remove = (id: string): void =>
    store.setState(
      store.getState().filter((command) => command.id !== id),
      true,
    );

  async function fly(flight: Flight): Promise<void> {
    const { id, name, input } = flight.command;
    if (flight.sending || !connection.isOpen() || !flights.has(id)) return;
    flight.sending = true;
    try {
      const answer = (await connection.request('command', { id, name, input }, ANSWER_TIMEOUT_MS)) as Answer<unknown>;
      flight.sending = false;
      land(flight, answer);
    } catch {
      // No answer: it may or may not have taken effect. The same id again finds out.
      flight.sending = false;
      if (connection.isOpen()) timing.later(backoffMs(flight.refusals, timing.random), () => void fly(flight));
    }
  }

  function land(flight: Flight, answer: Answer<unknown>): void {
    if (!flights.has(flight.command.id)) return;
    if (!answer.ok && answer.error.retryable && flight.refusals < MOST_REFUSALS) {
      flight.refusals += 1;
      timing.later(backoffMs(flight.refusals, timing.random), () => void fly(flight));
      return;
    }
    flights.delete(flight.command.id);
    if (!answer.ok && answer.error.retryable && KEPT.includes(flight.command.name))
      put({ ...flight.command, state: 'failed', error: answer.error });
    else remove(flight.command.id);
    flight.settle(answer);
  }

  connection.listen({
    opened: () => {
      for (const flight of flights.values()) void fly(flight);
    },
  });

  function launch(command: PendingCommand): Promise<Answer<unknown>> {
    return new Promise((settle) => {
      const flight: Flight = { command, settle, refusals: 0, sending: false };
      flights.set(command.id, flight);
      put(command);
      void fly(flight);
    });
  }

  return {
    store,
    launch: ({ id, name, input, at }) => launch({ id, name, input, at, state: 'pending' }),
    forget() {
      flights.clear();
      store.setState([], true);
    },
    send<N extends AgentCommandName>(name: N, input: CommandInput<N>, id = newId()) {
      if (!connection.isOpen() && connection.goneMs() > SHORT_CUT_MS) {
        return Promise.resolve<Answer<CommandOutput<N>>>({ ok: false, error: unreachable() });
      }
      const command: PendingCommand = {
        id,
        name,
        input,
        state: 'pending',
        at: new Date(timing.now()).toISOString(),
      };
      return launch(command) as Promise<Answer<CommandOutput<N>>>;
    },
    retry(id) {
      const failed = store.getState().find((command) => command.id === id && command.state === 'failed');
      if (failed === undefined) return;
      const { error: _, ...command } = failed;
      void launch({ ...command, state: 'pending' });
    },
    discard(id) {
      const flight = flights.get(id);
      flights.delete(id);
      remove(id);
      flight?.settle({ ok: false, error: unreachable() });
    },
  };
}
