import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '#build/root.ts';

const COMMAND = join(root, 'build', 'bin', 'tsunagi.mjs');

export type CliRun = {
  readonly child: ChildProcess;
  /** Resolves with the first line of stdout that the pattern fits; rejects when the command ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Resolves when the command has ended. */
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string; json: unknown }>;
};

/** The environment of a shell in which nothing of ours is set, whatever the tests run in. */
function cleanEnvironment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(TSUNAGI_|DATABASE_URL|REDIS_URL|LC_|LANG)/.test(name),
  );
  return { ...Object.fromEntries(inherited), LANG: 'C.UTF-8', ...extra };
}

/** Runs the real `tsunagi` command, with this on its standard input; ended with the test at the latest. */
export function runCli(args: readonly string[], env: Record<string, string> = {}, input = ''): CliRun {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: cleanEnvironment(env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that does not read it may have ended before it is written.
  child.stdin.on('error', () => undefined).end(input);
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  return {
    child,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = text.stdout.split('\n').find((line) => pattern.test(line));
          if (found !== undefined) resolve(found);
        };
        child.stdout.on('data', look);
        child.once('close', () => reject(new Error(`ended without ${pattern}: ${text.stdout}${text.stderr}`)));
        look();
      }),
    ended: once(child, 'close').then(([code]) => ({
      code: code as number | null,
      ...text,
      json: lastJson(text.stdout),
    })),
  };
}

function lastJson(stdout: string): unknown {
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return line.startsWith('{') ? JSON.parse(line) : undefined;
}
