import { createContext, useContext } from 'react';
import { v7 } from 'uuid';
import { createSession, type Session } from '#renderer/data/session.ts';
import { browserDoor } from '#renderer/data/session-doors.ts';
import { createHubHttp, type HubHttp } from '#renderer/data/sync/http.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { AgentCommandName, CommandInput, CommandOutput } from '#shared/wire/commands.ts';

/** What the counter's page has of the hub: its own sign-in, queries, commands. */
export type CounterClient = {
  readonly session: Session;
  readonly ask: HubHttp['ask'];
  /** Gives a command once, with a new id. */
  readonly give: <N extends AgentCommandName>(name: N, input: CommandInput<N>) => Promise<Answer<CommandOutput<N>>>;
};

/** The counter's page is always a browser's, served by its own hub. */
export function startCounterClient(locale: () => 'ja' | 'en'): CounterClient {
  const session = createSession(browserDoor(locale));
  const http = createHubHttp({ baseUrl: async () => '', session, locale });
  session.start();
  return { session, ask: http.ask, give: (name, input) => http.give(name, input, v7()) };
}

const Context = createContext<CounterClient | null>(null);
export const CounterClientProvider = Context.Provider;

export function useCounterClient(): CounterClient {
  const client = useContext(Context);
  if (client === null) throw new Error('no CounterClientProvider above this');
  return client;
}
