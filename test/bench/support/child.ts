import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '#build/root.ts';

export type Child = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> };

const READY_MS = 60_000;

/** Starts one of our programs in a process of its own and waits until it says where it listens. */
export async function startChild(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Child> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`not ready after ${READY_MS} ms: ${said}`)), READY_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /ready on (http:\/\/\S+)/.exec(said)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The real hub on a database of its own. */
export const startHubProcess = (databaseUrl: string): Promise<Child> =>
  startChild([join(root, 'server/cli.ts'), 'hub', '--port', '0'], {
    DATABASE_URL: databaseUrl,
    TSUNAGI_LOG_LEVEL: 'error',
  });
