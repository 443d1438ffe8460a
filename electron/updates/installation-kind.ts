import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { UpdatePackage, UpdatePlatform } from '#shared/domain/update-manifest.ts';
import { UPDATE_PLATFORMS } from '#shared/domain/update-manifest.ts';

type Asked = {
  readonly platform: string;
  readonly arch: string;
  /** The program that runs. */
  readonly executable: string;
  readonly resources: string;
  /** The file that an AppImage's start-up says it was started from. */
  readonly appImage: string | null;
};

/** How this installation came here, and whether this user may renew it; null on a platform that has no releases. */
export type InstallationKind = {
  readonly platform: UpdatePlatform;
  readonly package: UpdatePackage;
  /** False where the system's package manager or IT brought it for all users: they renew it. */
  readonly isOurs: boolean;
};

/** Looks at the disk; on Windows a file is made and taken away again to see whether it can be. */
export function installationKind(asked: Asked): InstallationKind | null {
  const platform = UPDATE_PLATFORMS.find((known) => known === `${asked.platform}-${asked.arch}`);
  if (platform === undefined) return null;
  return { platform, ...packageOf(asked) };
}

function packageOf(asked: Asked): Pick<InstallationKind, 'package' | 'isOurs'> {
  if (asked.platform === 'darwin') return { package: 'mac', isOurs: isWritable(dirname(dirname(asked.resources))) };
  const beside = dirname(asked.executable);
  if (asked.platform === 'win32') {
    // The NSIS installer leaves its remover beside the program, an MSI does not.
    const isNsis = existsSync(join(beside, 'Uninstall Tsunagi.exe'));
    return { package: isNsis ? 'nsis' : 'msi', isOurs: isNsis && takesFiles(beside) };
  }
  const type = readType(join(asked.resources, 'package-type'));
  if (type === 'deb' || type === 'rpm') return { package: type, isOurs: false };
  if (asked.appImage !== null && isOwnFile(asked.appImage)) return { package: 'appimage', isOurs: true };
  return { package: 'tar', isOurs: false };
}

/** The AppImage itself, which its user may replace: a plain file in a folder of theirs. */
function isOwnFile(path: string): boolean {
  try {
    const real = realpathSync(path);
    return isAbsolute(path) && statSync(real).isFile() && isWritable(real) && isWritable(dirname(real));
  } catch {
    return false;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What `access` says of a folder on Windows leaves out who may write there: all of `C:\Program Files` would be ours. */
function takesFiles(folder: string): boolean {
  const path = join(folder, `.${randomUUID()}`);
  try {
    writeFileSync(path, '', { flag: 'wx' });
    rmSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The packager leaves it in what it makes for a package manager. */
function readType(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
