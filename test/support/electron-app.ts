import { statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { root } from '#build/root.ts';

/** The real desktop in a real window, with a profile of its own. */
export type DesktopApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What the main process said so far. */
  log(): string;
  /** Closes the window and waits until its processes are gone. The profile goes too, unless it was given. */
  close(): Promise<void>;
};

type LaunchOptions = {
  /** The hub's address, as `--hub=`. */
  readonly hub?: string;
  /** Signs in without a password. */
  readonly signInCode?: string;
  /** A profile to keep over several launches; by default a new one that `close` removes. */
  readonly userData?: string;
  readonly args?: readonly string[];
  /** Scripts that are loaded into the main process before the app, from the root. */
  readonly requires?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The window's locale as the OS would say it. Default `en-US`. */
  readonly locale?: string;
};

type E2eRuntime = { readonly executable: string; readonly args: readonly string[] };

/** Starts the bundled desktop in the runtime that the global set-up found. Rejects when no window comes in 30 s. */
export async function launchDesktop(options: LaunchOptions = {}): Promise<DesktopApp> {
  const runtime = e2eRuntime();
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), 'tsunagi-e2e-')));
  const app = await _electron.launch({
    executablePath: runtime.executable,
    // Without this the driver plays a light theme, whatever the app has set.
    colorScheme: null,
    // The driver takes the sandbox away unless it is told not to.
    chromiumSandbox: !runtime.args.includes('--no-sandbox'),
    args: [
      ...['test/support/wait-for-driver.cjs', ...(options.requires ?? [])].flatMap((path) => ['-r', join(root, path)]),
      root,
      ...runtime.args,
      '--disable-gpu',
      ...(hasRoomInMemory() ? [] : ['--disable-dev-shm-usage']),
      `--lang=${options.locale ?? 'en-US'}`,
      `--user-data-dir=${userData}`,
      ...(options.hub === undefined ? [] : [`--hub=${options.hub}`]),
      ...(options.args ?? []),
    ],
    env: cleanEnv({
      ...options.env,
      ...(options.signInCode === undefined ? {} : { TSUNAGI_SIGN_IN_CODE: options.signInCode }),
    }),
    timeout: 30_000,
  });
  let said = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  const page = await app.firstWindow({ timeout: 30_000 });
  return {
    app,
    page,
    userData,
    log: () => said,
    async close() {
      await app.close();
      if (options.userData === undefined) await rm(userData, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** What test/support/global-window.ts found and left in the environment. */
export function e2eRuntime(): E2eRuntime {
  const found = process.env['TSUNAGI_E2E_RUNTIME'];
  if (found === undefined)
    throw new Error('no runtime: run through test/e2e/playwright.config.ts, whose global set-up finds one');
  return JSON.parse(found) as E2eRuntime;
}

/** A container's shared memory may be too small for the pages of several windows. */
function hasRoomInMemory(): boolean {
  if (process.platform !== 'linux') return true;
  const { bsize, blocks } = statfsSync('/dev/shm');
  return bsize * blocks >= 512 * 1024 * 1024;
}

function cleanEnv(extra: Readonly<Record<string, string>>): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  // Set where an editor or another Electron runs the tests; it would make the desktop a plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  return { ...env, ...extra };
}
