import { cp, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** An unpacked Electron that a build is made from. */
export type ElectronFolder = { readonly version: string; readonly folder: string };

const NAMES: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'electron',
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework',
};

/** Which release a folder holds: what its `version` file says, else what the program itself answers to servers. */
export async function electronVersionIn(folder: string, platform: NodeJS.Platform = process.platform): Promise<string> {
  const stated = await readFile(join(folder, 'version'), 'utf8').catch(() => null);
  if (stated !== null) return stated.trim().replace(/^v/, '');
  const program = join(folder, NAMES[platform] ?? 'electron');
  const version = await versionInProgram(program);
  if (version === null)
    throw new Error(`${folder} holds no Electron: expected a "version" file, or a program at ${program}.`);
  return version;
}

/** Apps that an Electron may come with. Ours is packed beside them, and which one starts must not be a question. */
const FOREIGN_APPS = ['app', 'app.asar', 'app.asar.unpacked', 'default_app.asar', 'app-update.yml'];

const CHUNK = 4 * 1024 * 1024;
const OVERLAP = 64;

/** Out of `Electron/25.1.1` in its user agent; null when there is none or no such file. */
async function versionInProgram(path: string): Promise<string | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const buffer = Buffer.alloc(CHUNK);
    for (let position = 0; ; position += CHUNK - OVERLAP) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK, position);
      const found = /Electron\/(\d+\.\d+\.\d+)/.exec(buffer.toString('latin1', 0, bytesRead))?.[1];
      if (found !== undefined) return found;
      if (bytesRead < CHUNK) return null;
    }
  } finally {
    await file.close();
  }
}

/**
 * Copies a test's Electron to where it is packed from, without any app that it came with: fuses are written into the copy,
 * never into the original. A real copy, no links, for the same reason.
 */
export async function prepareTestElectron(source: string, place: string): Promise<ElectronFolder> {
  const version = await electronVersionIn(source);
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  await cp(source, place, { recursive: true, verbatimSymlinks: true });
  for (const name of FOREIGN_APPS) await rm(join(place, 'resources', name), { recursive: true, force: true });
  return { version, folder: place };
}

/**
 * A release is made of the pinned Electron and no other.
 * @throws naming both versions
 */
export function checkReleaseElectron(found: string, pinned: string): void {
  if (found !== pinned) {
    throw new Error(
      `A release is built with Electron ${pinned}, found ${found}. For trying out, give --test-electron DIR: such a build is named "-test".`,
    );
  }
}
