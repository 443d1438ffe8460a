import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronRuntime } from '#build/electron/find-runtime.ts';
import { type Child, startChild } from './child-process.ts';
import { isAlive } from './running-start.ts';
import type { SignInEnv } from './sign-in.ts';

/** True where a window can be shown, as far as the environment tells. */
export function hasDisplay(env: Readonly<Record<string, string | undefined>>): boolean {
  return process.platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** Each agent's window has a profile of its own, so that several can be open on one desk. */
function profileFolder(stateFolder: string, agent: number): string {
  return join(stateFolder, `window-${agent}`);
}

/** The first agent, from 1, whose window is not open. */
export async function firstFreeAgent(stateFolder: string, agents: number): Promise<number> {
  for (let agent = 1; agent <= agents; agent += 1) if (!(await isOpen(stateFolder, agent))) return agent;
  return 1;
}

async function isOpen(stateFolder: string, agent: number): Promise<boolean> {
  const file = join(profileFolder(stateFolder, agent), 'window.pid');
  return existsSync(file) && isAlive(Number(await readFile(file, 'utf8')));
}

type Options = {
  readonly root: string;
  readonly runtime: ElectronRuntime;
  readonly stateFolder: string;
  readonly agent: number;
  readonly hubUrl: string;
  readonly signIn: SignInEnv;
};

export async function openDesktop({ root, runtime, stateFolder, agent, hubUrl, signIn }: Options): Promise<Child> {
  const profile = profileFolder(stateFolder, agent);
  await mkdir(profile, { recursive: true, mode: 0o700 });
  const env: Record<string, string | undefined> = { ...process.env, ...signIn };
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = startChild({
    command: runtime.executable,
    args: [root, ...runtime.sandbox.args, `--user-data-dir=${profile}`, `--hub=${hubUrl}`, '--end-with-parent'],
    env,
    cwd: root,
    logFile: join(stateFolder, `window-${agent}.log`),
  });
  await writeFile(join(profile, 'window.pid'), String(child.pid));
  return child;
}
