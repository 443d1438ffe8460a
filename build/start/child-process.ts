import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A process of ours, with what it says kept in a file and its last words in memory. */
export type Child = {
  readonly pid: number;
  /** Resolves when it is gone, with its exit code (128 when a signal ended it). Never rejects. */
  readonly gone: Promise<number>;
  isGone(): boolean;
  lastWords(): string;
  /** Asks it to end, and after `graceMs` makes it, with everything it started. Resolves when nothing of it is left. */
  stop(graceMs: number): Promise<void>;
};

type Options = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly logFile: string;
  /** Gets every line of the standard output; such lines go into no file (the hub's first one carries passwords). */
  readonly onLine?: (line: string) => void;
  /** Gives a Node program a channel to us; it sees the channel close when we are killed. */
  readonly endsWithUs?: boolean;
};

/**
 * Starts a process as the leader of a group of its own: Ctrl+C in the terminal then reaches us alone, and we end things
 * in their order.
 */
export function startChild({ command, args, env, cwd, logFile, onLine, endsWithUs = false }: Options): Child {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'w', mode: 0o600 });
  const child = spawn(command, args, {
    cwd,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(endsWithUs ? (['ipc'] as const) : [])],
    detached: process.platform !== 'win32',
  });
  let words = '';
  let code: number | null = null;
  const keep = (chunk: Buffer): void => {
    log.write(chunk);
    words = (words + chunk.toString('utf8')).slice(-4000);
  };
  child.stderr?.on('data', keep);
  if (onLine === undefined) child.stdout?.on('data', keep);
  else byLine(child, onLine);
  const gone = new Promise<number>((resolve) => {
    const end = (exitCode: number): void => {
      code ??= exitCode;
      log.end();
      resolve(code);
    };
    child.on('error', (error) => {
      words += `cannot be started: ${error.message}`;
      end(127);
    });
    child.on('close', (exitCode) => end(exitCode ?? 128));
  });
  return {
    pid: child.pid ?? 0,
    gone,
    isGone: () => code !== null,
    lastWords: () => words.trim(),
    async stop(graceMs) {
      signal(child, 'SIGTERM', false);
      const timer = setTimeout(() => signal(child, 'SIGKILL', true), graceMs);
      await gone;
      clearTimeout(timer);
      // Whatever it left behind of its group.
      signal(child, 'SIGKILL', true);
    },
  };
}

function byLine(child: ChildProcess, onLine: (line: string) => void): void {
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}

function signal(child: ChildProcess, name: NodeJS.Signals, wholeGroup: boolean): void {
  if (child.pid === undefined) return;
  try {
    if (wholeGroup && process.platform !== 'win32') process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // Already gone.
  }
}
