import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's root. */
export const root = join(import.meta.dirname, '..', '..');

/**
 * All files of the working tree that are or will be committed, as paths from the root with `/`.
 * Ignored files are left out, new files are not.
 */
export function sourceFiles(extensions: readonly string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split('\0')
    .filter((path) => extensions.some((extension) => path.endsWith(extension)) && existsSync(join(root, path)))
    .sort();
}
