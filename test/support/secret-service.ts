import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { firstWords } from './session-bus.ts';

/** A real keyring, unlocked, on a session bus of its own: what an agent's Linux desktop gives its programs. */
export type SecretService = {
  /** For the programs that are to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** For Chromium, which asks no keyring unless it knows the desktop or is told. */
  readonly args: readonly string[];
  readonly close: () => Promise<void>;
};

const WITHIN_MS = 30_000;

/** Starts it with Debian's `dbus-daemon` and `gnome-keyring-daemon`. */
export async function startSecretService(): Promise<SecretService> {
  const home = await mkdtemp(join(tmpdir(), 'tsunagi-keyring-'));
  const runtime = join(home, 'run');
  await mkdir(runtime);
  await chmod(runtime, 0o700);
  const own = { HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: runtime };

  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const address = await firstWords(bus).catch(async (thrown: unknown) => {
    await rm(home, { recursive: true, force: true });
    throw thrown;
  });
  const env = { DBUS_SESSION_BUS_ADDRESS: address };

  const keyring = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...process.env, ...own, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // One that cannot be started is missed on the bus below.
  keyring.on('error', () => undefined);
  keyring.stdin.on('error', () => undefined);
  keyring.stdin.end('keyring password');

  const close = async (): Promise<void> => {
    for (const process of [keyring, bus]) {
      if (process.pid === undefined || process.exitCode !== null || process.signalCode !== null) continue;
      const gone = once(process, 'exit');
      process.kill();
      await gone;
    }
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  };
  const deadline = performance.now() + WITHIN_MS;
  while (!(await hasOwner(env))) {
    if (performance.now() > deadline) {
      await close();
      throw new Error(`no keyring on the bus within ${WITHIN_MS} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { env, args: ['--password-store=gnome-libsecret'], close };
}

async function hasOwner(env: Readonly<Record<string, string>>): Promise<boolean> {
  const call = ['--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  const { stdout } = await promisify(execFile)('dbus-send', [...call, 'string:org.freedesktop.secrets'], {
    env: { ...process.env, ...env },
  });
  return stdout.includes('boolean true');
}
