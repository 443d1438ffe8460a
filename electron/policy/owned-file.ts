import { lstatSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** As much of a file's facts as the check needs. */
export type FileFacts = {
  readonly uid: number;
  readonly mode: number;
  readonly isFile: boolean;
  readonly isFolder: boolean;
};

type Look = (path: string) => FileFacts | null;

/** Group and others may not write. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Why a file cannot be trusted to be the administrator's: it and every folder above it have to be root's and writable by
 * root alone, without a link on the way. `null` when it can; `missing` when there is none.
 */
export function whyNotOwnedByRoot(path: string, look: Look = lookAtDisk): string | null {
  const file = look(path);
  if (file === null) return 'missing';
  if (!file.isFile) return `${path} is not a plain file`;
  if (file.uid !== 0) return `${path} does not belong to root`;
  if ((file.mode & WRITABLE_BY_OTHERS) !== 0) return `${path} can be written by others than root`;
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const above = look(folder);
    if (above?.isFolder !== true) return `${folder} is not a plain folder`;
    if (above.uid !== 0) return `${folder} does not belong to root`;
    if ((above.mode & WRITABLE_BY_OTHERS) !== 0) return `${folder} can be written by others than root`;
    if (folder === dirname(folder)) return null;
  }
}

function lookAtDisk(path: string): FileFacts | null {
  try {
    const facts = lstatSync(path);
    return { uid: facts.uid, mode: facts.mode, isFile: facts.isFile(), isFolder: facts.isDirectory() };
  } catch {
    // Missing and not readable are the same: there is no policy to follow.
    return null;
  }
}
