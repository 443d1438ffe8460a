import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { FromLoad, LoadPlan, ToLoad } from './ipc.ts';
import type { Counts } from './load-client.ts';

/** One process of clients, and what it says of itself. */
export type Load = {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly counts: () => Counts;
  readonly send: (message: ToLoad) => void;
  readonly next: <K extends FromLoad['is']>(is: K) => Promise<Extract<FromLoad, { is: K }>>;
};

const SCRIPT = join(import.meta.dirname, '..', 'children', 'load-clients.ts');

export function startLoad(plan: LoadPlan): Load {
  const child = fork(SCRIPT, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let counts: Counts = { messages: 0, handoffs: 0 };
  const waiting = new Set<(message: FromLoad) => void>();
  child.on('message', (message: FromLoad) => {
    if (message.is === 'counted') counts = message.counts;
    for (const hear of [...waiting]) hear(message);
  });
  const next: Load['next'] = (is) =>
    new Promise((resolve, reject) => {
      const over = (): void => reject(new Error('a process of clients ended'));
      const hear = (message: FromLoad): void => {
        if (message.is !== is) return;
        waiting.delete(hear);
        child.off('exit', over);
        resolve(message as never);
      };
      child.once('exit', over);
      waiting.add(hear);
    });
  const send = (message: ToLoad): void => void child.send(message);
  const ready = next('ready').then(() => undefined);
  send({ do: 'begin', plan });
  return { child, ready, counts: () => counts, send, next };
}
