import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DatabaseAddress } from '#server/db/connection.ts';

type Reply =
  | { address: DatabaseAddress }
  | { error: { code: string; message: string; details: Record<string, unknown> } };

export type Holder = {
  readonly child: ChildProcess;
  readonly reply: Reply;
  /** As a crash of the machine's hub: no chance to clean up. */
  kill(): Promise<void>;
  /** As a normal stop. */
  stop(): Promise<void>;
};

const SCRIPT = join(import.meta.dirname, 'children', 'hold-database.ts');

/** Another process that opens the database of a data folder as a hub does; ended with the test at the latest. */
export async function holdDatabase(dataFolder: string): Promise<Holder> {
  const child = fork(SCRIPT, [dataFolder], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [reply] = (await once(child, 'message')) as [Reply];
  return {
    child,
    reply,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.send('stop');
      await exited;
    },
  };
}
