import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { asFolderError } from './folder-error.ts';
import { isRunning, processSpace, startTicks } from './processes.ts';

const holderSchema = z.object({
  pid: z.number().int(),
  /** Kernel ticks at which it started, against a number that was given again. */
  startTicks: z.string().optional(),
  /** What `pid` is relative to: boot and container. */
  processSpace: z.string().optional(),
  host: z.string(),
  startedAt: z.string(),
  url: z.string().optional(),
});

export type LockHolder = z.infer<typeof holderSchema>;

export type HubLock = {
  readonly holder: LockHolder;
  /** Lets others who ask learn where this hub listens. */
  announce(url: string): Promise<void>;
  /** Gives the folder back. Safe to call twice. */
  release(): Promise<void>;
};

const LOCK_NAME = 'hub.lock';
const TAKEOVER_NAME = 'hub.lock.takeover';
const HEARTBEAT_MS = 5_000;
/** A holder in another container or on another host cannot be asked; it counts as gone after this silence. */
const FOREIGN_SILENCE_MS = 30_000;
/** Taking a stale lock over is a matter of milliseconds; a guard older than this was left by a crash. */
const TAKEOVER_STALE_MS = 10_000;
const ATTEMPTS = 50;
const RETRY_MS = 100;

/**
 * Makes this process the only hub on a data folder (created if missing). A lock whose holder has gone is taken over.
 * Errors: `data_folder_in_use` with the holder's process, host, start and address; `data_folder_unusable`; `disk_full`.
 */
export async function lockDataFolder(folder: string): Promise<HubLock> {
  const holder = thisProcess();
  try {
    await mkdir(folder, { recursive: true, mode: 0o711 });
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if ((await createExclusive(join(folder, LOCK_NAME), holder)) || (await takeOver(folder, holder))) {
        return heldLock(folder, holder);
      }
      await sleep(RETRY_MS);
    }
  } catch (error) {
    throw asFolderError(error, folder);
  }
  throw inUse(folder, 'another hub that is starting');
}

/** Who holds a folder now; undefined when nobody does. Changes nothing. */
export async function lockHolder(folder: string): Promise<LockHolder | undefined> {
  const path = join(folder, LOCK_NAME);
  const holder = await readHolder(path);
  return holder && (await isHeld(path, holder)) ? holder : undefined;
}

/** The lock's words for people: who, where, since when. */
export function describeHolder(holder: LockHolder): string {
  const at = holder.url ? ` at ${holder.url}` : '';
  return `the hub with process ${holder.pid} on ${holder.host}${at}, running since ${holder.startedAt}`;
}

function thisProcess(): LockHolder {
  return {
    pid: process.pid,
    startTicks: startTicks(process.pid),
    processSpace: processSpace(),
    host: hostname(),
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
  };
}

/**
 * Makes the file unless it is there. It appears with its content: a lock that could be seen empty would look like one
 * that a crash left behind.
 */
async function createExclusive(path: string, holder: LockHolder): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeHolder(draft, holder);
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Replaces the lock of a holder who has gone. Of several who see it at once the guard file lets one through, and it
 * looks again behind the guard: what it replaces is stale for certain.
 */
async function takeOver(folder: string, holder: LockHolder): Promise<boolean> {
  const path = join(folder, LOCK_NAME);
  const guard = join(folder, TAKEOVER_NAME);
  await refuseIfHeld(folder, path);
  if (!(await createExclusive(guard, holder))) {
    if ((await silenceOf(guard)) > TAKEOVER_STALE_MS) await rm(guard, { force: true });
    return false;
  }
  try {
    await refuseIfHeld(folder, path);
    await replaceFile(path, holder);
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function refuseIfHeld(folder: string, path: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder && (await isHeld(path, holder))) throw inUse(folder, describeHolder(holder), holder);
}

function inUse(folder: string, words: string, holder?: LockHolder): AppError {
  return new AppError('data_folder_in_use', { details: { ...holder, folder, holder: words } });
}

async function readHolder(path: string): Promise<LockHolder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // No file, or one that a crash left empty or half written: nobody holds it.
    if (code === 'ENOENT' || error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

async function isHeld(path: string, holder: LockHolder): Promise<boolean> {
  if (holder.host !== hostname() || holder.processSpace !== processSpace()) {
    return (await silenceOf(path)) < FOREIGN_SILENCE_MS;
  }
  if (holder.pid === process.pid && holder.startTicks === startTicks(process.pid)) return true;
  return isRunning(holder.pid) && holder.startTicks === startTicks(holder.pid);
}

/** Milliseconds since the file was last touched; 0 when it is gone, for then somebody is at work on it. */
async function silenceOf(path: string): Promise<number> {
  const stats = await stat(path).catch(() => undefined);
  return stats ? Date.now() - stats.mtimeMs : 0;
}

async function replaceFile(path: string, holder: LockHolder): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeHolder(draft, holder);
  await rename(draft, path);
}

function writeHolder(path: string, holder: LockHolder): Promise<void> {
  return writeFile(path, `${JSON.stringify(holder, null, 2)}\n`, { flush: true });
}

function heldLock(folder: string, holder: LockHolder): HubLock {
  const path = join(folder, LOCK_NAME);
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A beat that fails (disk gone) harms nobody here; those on other hosts judge by the silence.
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  let released: Promise<void> | undefined;
  return {
    holder,
    announce: (url) => replaceFile(path, { ...holder, url }),
    release() {
      clearInterval(heartbeat);
      released ??= rm(path, { force: true });
      return released;
    },
  };
}
