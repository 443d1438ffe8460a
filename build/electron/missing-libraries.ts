import { spawnSync } from 'node:child_process';

/** Shared libraries that the program needs and this Linux does not have; empty when all are there or cannot be listed. */
export function missingLibraries(executable: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  const { stdout } = spawnSync('ldd', [executable], {
    encoding: 'utf8',
    timeout: 10_000,
    env: { ...process.env, LC_ALL: 'C' },
  });
  return missingIn(stdout ?? '');
}

/** The names that `ldd` reports as not found. */
export function missingIn(lddOutput: string): readonly string[] {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}
