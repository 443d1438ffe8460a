import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What test/support/clean-root.ts mounts. */
const MOUNTS = `
set -e
mount --bind "$1" "$1"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount --rbind /sys "$1/sys"
`;

/**
 * Whether a Debian in a folder can be entered here, and its setuid helpers work: by root, with the right to mount, which many a
 * container has not. Mounts nothing that anybody else sees.
 */
export function mayEnterRoots(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  if (!/^NoNewPrivs:\s*0$/m.test(readFileSync('/proc/self/status', 'utf8'))) return false;
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-root-'));
  try {
    for (const place of ['proc', 'dev', 'sys']) mkdirSync(join(folder, place));
    const unshared = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
    return spawnSync('unshare', [...unshared, 'sh', '-c', MOUNTS, 'sh', folder]).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
