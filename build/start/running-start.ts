import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { HubReady } from './hub-process.ts';

const runningSchema = z.object({ pid: z.number().int(), hub: z.unknown() });

/** A start of this folder that is up: its process and what its hub said. */
export type RunningStart = { readonly pid: number; readonly hub: HubReady };

/** The start that holds this folder, or null. One whose process is gone or whose hub does not answer counts as none. */
export async function findRunningStart(file: string): Promise<RunningStart | null> {
  let running: z.infer<typeof runningSchema>;
  try {
    running = runningSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // None, or one that was cut off while it wrote.
    return null;
  }
  const hub = running.hub as HubReady;
  return isAlive(running.pid) && (await answers(hub.url)) ? { pid: running.pid, hub } : null;
}

/** Readable by this user only: the demo's passwords are in it. */
export async function writeRunningStart(file: string, hub: HubReady): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ pid: process.pid, hub }), { mode: 0o600 });
}

export async function removeRunningStart(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** True while the process runs; one that ended and was not yet collected by its parent (a container's init may not) does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // No /proc on this platform.
    return true;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
