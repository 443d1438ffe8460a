import { randomUUID } from 'node:crypto';
import { chmod, copyFile, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkFile } from '#electron/updates/download.ts';
import type { UpdateFile } from '#shared/domain/update-manifest.ts';
import type { Installer } from './installer.ts';

type Deps = {
  /** The AppImage that runs. */
  readonly appImage: string;
  /** What the file has to be, of its copy too. */
  readonly file: UpdateFile;
  readonly relaunch: (program: string) => void;
};

/**
 * Puts the new AppImage in the place of the one that runs, in one step: the old one goes on in the memory of who runs it.
 * It is copied beside it first (another disk would make the move two steps) and the copy is checked, for that is what runs.
 */
export function appImageInstaller({ appImage, file, relaunch }: Deps): Installer {
  return {
    canAtEnd: true,
    async install(path, { restart }) {
      const place = await realpath(appImage);
      const beside = join(dirname(place), `.${randomUUID()}.AppImage`);
      try {
        const { mode } = await stat(place);
        await copyFile(path, beside);
        const refusal = await checkFile(beside, file);
        if (refusal !== null) return { outcome: 'refused', refusal };
        await chmod(beside, (mode & 0o777) | 0o100);
        await onDisk(beside);
        await rename(beside, place);
      } finally {
        await rm(beside, { force: true });
      }
      if (restart) relaunch(place);
      return { outcome: 'taken' };
    },
  };
}

async function onDisk(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
