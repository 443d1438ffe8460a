import { spawn } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { type AskWindows, isSignedBy } from './authenticode.ts';
import type { Installer } from './installer.ts';

type Deps = {
  readonly publisher: string | null;
  readonly ask: AskWindows;
  /** Starts a program that outlives this one; resolves once it runs. */
  readonly start?: (program: string, args: readonly string[]) => Promise<void>;
};

/** Runs the installer of Windows, silently, once Windows itself finds it signed by us. */
export function nsisInstaller({ publisher, ask, start = startDetached }: Deps): Installer {
  return {
    canAtEnd: true,
    async install(path, { restart }) {
      const program = `${path.replace(/\.exe$/i, '')}.exe`;
      if (program !== path) await rename(path, program);
      if (!(await isSignedBy(program, publisher, ask))) return { outcome: 'refused', refusal: 'wrong_publisher' };
      await start(program, ['--updated', '/S', ...(restart ? ['--force-run'] : [])]);
      return { outcome: 'taken' };
    },
  };
}

function startDetached(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
