import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Whether a process runs. One that has ended and waits for its parent to notice (a zombie) does not, though the
 * system still answers for its number.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const state = statFields(pid)?.[0];
  return state !== 'Z' && state !== 'X';
}

/**
 * When a process started, in the kernel's ticks since boot: with its number it names one process, for numbers are
 * given again. Undefined where the system does not tell.
 */
export function startTicks(pid: number): string | undefined {
  return statFields(pid)?.[19];
}

/** The folder a process works in; undefined when it is gone, not ours to see, or the system does not tell. */
export function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/**
 * What the numbers of processes are relative to: this boot and this container. Numbers from elsewhere mean nothing
 * here. Undefined where the system does not tell.
 */
export function processSpace(): string | undefined {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}

/** /proc/PID/stat from the third field on; the second, the name in brackets, may itself hold brackets and spaces. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
