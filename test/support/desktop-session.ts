import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSessionBus } from './session-bus.ts';

/** One notification as Dunst showed it. */
export type ShownNotification = { readonly title: string; readonly body: string; readonly urgency: string };

/** A small Linux desktop on the display of now: a session bus, a window manager, and a notification daemon that can be stopped. */
export type DesktopSession = {
  /** For the programs that are to live in it. */
  readonly env: Readonly<Record<string, string>>;
  readonly busSocket: string;
  /** Everything that was shown so far, the oldest first. */
  readonly shown: () => Promise<readonly ShownNotification[]>;
  /** How many stand on the screen now. */
  readonly standing: () => number;
  /** Presses the button with this label on one that stands. */
  readonly press: (label: string) => Promise<void>;
  /** Clicks the newest itself. */
  readonly click: () => void;
  readonly stopNotifications: () => Promise<void>;
  readonly startNotifications: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const WITHIN_MS = 30_000;

/** By Debian's `openbox` and `dunst`. Presses go the way that a person's do: Dunst's own menu of answers. */
export async function startDesktopSession(): Promise<DesktopSession> {
  const home = await mkdtemp(join(tmpdir(), 'tsunagi-desktop-'));
  const [log, wish, config] = [join(home, 'shown.log'), join(home, 'wish'), join(home, 'dunstrc')];
  const note = await script(join(home, 'note'), `printf '%s\\t%s\\t%s\\n' "$2" "$3" "$5" >> '${log}'`);
  const menu = await script(join(home, 'menu'), `grep -m1 -F -f '${wish}'`);
  await writeFile(log, '');
  await writeFile(
    config,
    `[global]\n monitor = 0\n dmenu = ${menu}\n sort = false\n[each]\n summary = "*"\n script = ${note}\n`,
  );
  const bus = await startSessionBus();
  const env = { DBUS_SESSION_BUS_ADDRESS: bus.address };
  const childEnv = { ...process.env, ...env, HOME: home, XDG_CONFIG_HOME: home };
  const start = (program: string, args: readonly string[]): ChildProcess => {
    const child = spawn(program, args, { env: childEnv, stdio: 'ignore' });
    // One that cannot be started is missed where it is waited for.
    child.on('error', () => undefined);
    return child;
  };
  const control = (...args: string[]): string =>
    spawnSync('dunstctl', args, { env: childEnv, encoding: 'utf8' }).stdout.trim();

  const manager = start('openbox', ['--sm-disable']);
  let daemon: ChildProcess | null = null;
  const stopNotifications = async (): Promise<void> => {
    const ended = daemon;
    daemon = null;
    if (ended !== null) await stop(ended);
  };
  const startNotifications = async (): Promise<void> => {
    await stopNotifications();
    daemon = start('dunst', ['-conf', config]);
    const deadline = performance.now() + WITHIN_MS;
    while (control('is-paused') !== 'false') {
      if (performance.now() > deadline) throw new Error('Dunst did not come');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const close = async (): Promise<void> => {
    await stopNotifications();
    await stop(manager);
    await bus.close();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  };
  await startNotifications().catch(async (thrown: unknown) => {
    await close();
    throw thrown;
  });
  return {
    env,
    busSocket: bus.socket,
    async shown() {
      const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => {
        const [title = '', body = '', urgency = ''] = line.split('\t');
        return { title, body, urgency };
      });
    },
    standing: () => Number(control('count', 'displayed')),
    async press(label) {
      await writeFile(wish, label);
      control('context');
    },
    click: () => {
      control('action');
    },
    stopNotifications,
    startNotifications,
    close,
  };
}

async function script(path: string, line: string): Promise<string> {
  await writeFile(path, `#!/bin/sh\n${line}\n`);
  await chmod(path, 0o755);
  return path;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill();
  await gone;
}
