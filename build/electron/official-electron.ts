import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const TIMEOUT_MS = 180_000;

/** The pinned release's program, if its own installer has put it there whole (path.txt is what it writes last). */
export function officialExecutable(root: string, version: string): string | null {
  const folder = join(root, 'node_modules/electron');
  try {
    const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    const unpacked = readFileSync(join(folder, 'dist/version'), 'utf8').trim().replace(/^v/, '');
    return unpacked === version && existsSync(executable) ? executable : null;
  } catch {
    // Not downloaded: the installed package carries no program of its own.
    return null;
  }
}

type Download = { readonly root: string; readonly version: string; readonly log: (line: string) => void };

/**
 * Lets Electron's installer fetch the release (it checks the sums that the package carries). One failure per version is
 * remembered in .cache, so that a machine that cannot reach the releases waits once; delete the named file to try again.
 */
export async function downloadOfficial({ root, version, log }: Download): Promise<string | null> {
  const failed = join(root, '.cache/electron', `download-failed-${version}.txt`);
  if (existsSync(failed)) return null;
  log(`Downloading Electron ${version} …`);
  const problem = await runInstaller(join(root, 'node_modules/electron/install.js'));
  const executable = problem === null ? officialExecutable(root, version) : null;
  if (executable !== null) return executable;
  const why = problem ?? 'its installer ended well but left no program';
  log(`Electron ${version} cannot be downloaded here (${why}). Not tried again; to do so, delete ${failed}`);
  await mkdir(join(root, '.cache/electron'), { recursive: true });
  await writeFile(failed, `${why}\n`);
  return null;
}

/** Null when it ended well, else its first words about why not. */
function runInstaller(script: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < 2000) said += chunk.toString('utf8');
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(null);
      else
        resolve(
          signal === null ? (said.trim().split('\n')[0] ?? `exit code ${code}`) : `no answer in ${TIMEOUT_MS / 1000} s`,
        );
    });
  });
}
