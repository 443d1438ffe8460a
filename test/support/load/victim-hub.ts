import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#build/root.ts';

/** A real hub in a process of its own, that is killed, frozen and lied to about the time; it comes back at its address. */
export type VictimHub = {
  readonly port: number;
  readonly start: () => Promise<void>;
  /** `kill -9`. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<number | null>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Its wall clock goes this far off from now on, seconds; 0 sets it right. False where libfaketime is not installed. */
  readonly shiftClock: (seconds: number) => boolean;
  /** The last of what it logged. */
  readonly log: () => string;
};

type Options = {
  readonly port: number;
  readonly dataFolder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Lets `shiftClock` work; it costs a little at every look at the clock. */
  readonly clock: boolean;
};

/** On a machine with nothing else to do it is three seconds. */
const READY_MS = 240_000;
const LOG_KEPT = 20_000;

export function victimHub({ port, dataFolder, env, clock }: Options): VictimHub {
  const shift = join(dataFolder, 'clock-shift');
  const faketime = clock ? findFaketime() : null;
  let child: ChildProcess | null = null;
  let log = '';

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = child;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    // A frozen process is killed all the same; one that is asked to stop has to be able to hear it.
    ending.kill('SIGCONT');
    const [code] = (await gone) as [number | null];
    return code;
  }

  function setClock(seconds: number): boolean {
    if (faketime === null) return false;
    writeFileSync(shift, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`);
    return true;
  }

  return {
    port,
    async start() {
      setClock(0);
      const args = [join(root, 'server/cli.ts'), 'hub', '--json', '--port', String(port), '--data', dataFolder];
      child = spawn(process.execPath, args, {
        cwd: root,
        env: { ...process.env, ...env, ...(faketime === null ? {} : faketimeEnv(faketime, shift)) },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      await ready(child, (text) => {
        log = (log + text).slice(-LOG_KEPT);
      });
    },
    kill: () => end('SIGKILL').then(() => undefined),
    stop: () => end('SIGTERM'),
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    shiftClock: setClock,
    log: () => log,
  };
}

/** Debian's library, where it is installed. */
function findFaketime(): string | null {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.includes('-linux-gnu')) : [];
  const paths = folders.map((name) => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`);
  return paths.find(existsSync) ?? null;
}

/** Only the wall clock is moved: timers go by the monotonic one, as on a machine whose clock is set. */
const faketimeEnv = (library: string, shift: string): Record<string, string> => ({
  LD_PRELOAD: library,
  FAKETIME_TIMESTAMP_FILE: shift,
  FAKETIME_CACHE_DURATION: '1',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  DONT_FAKE_MONOTONIC: '1',
});

function ready(child: ChildProcess, keep: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`no hub within ${READY_MS} ms: ${said}`)), READY_MS);
    const hear = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      keep(text);
      if (said.includes('{"ok":true')) return;
      said += text;
      if (!said.includes('{"ok":true')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`the hub ended with ${code ?? signal}: ${said}`));
    });
  });
}
