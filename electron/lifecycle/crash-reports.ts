import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Crash } from '#shared/ipc/computer.ts';

/** Crash reports on this computer. They hold the memory of a process, so none leaves without its agent's word. */
export type CrashReports = {
  /** Newest first, at most fifty. */
  readonly list: () => Promise<Crash[]>;
  /** Null when it is gone. */
  readonly read: (id: string) => Promise<Buffer | null>;
  readonly remove: (id: string) => Promise<void>;
  /** Takes away the old ones and those beyond the newest twenty. */
  readonly tidy: (now: number) => Promise<void>;
};

const MOST = 20;
const KEPT_MS = 30 * 24 * 3_600_000;
const NAME = /^([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\.dmp$/;
/** Where Crashpad puts them, by platform and version. */
const FOLDERS = ['', 'completed', 'pending', 'new', 'reports'];

type Found = { readonly id: string; readonly path: string; readonly at: number; readonly bytes: number };

export function openCrashReports(folder: string): CrashReports {
  const find = async (): Promise<Found[]> => {
    const found = await Promise.all(FOLDERS.map((name) => reportsIn(join(folder, name))));
    return found.flat().sort((a, b) => b.at - a.at);
  };
  const one = async (id: string): Promise<Found | undefined> => (await find()).find((report) => report.id === id);
  const remove = async ({ path }: Found): Promise<void> => {
    await rm(path, { force: true });
    await rm(path.replace(/\.dmp$/, '.meta'), { force: true });
  };
  return {
    async list() {
      const reports = await find();
      return reports.slice(0, 50).map(({ id, at, bytes }) => ({ id, at: new Date(at).toISOString(), bytes }));
    },
    async read(id) {
      const report = await one(id);
      return report === undefined ? null : readFile(report.path);
    },
    async remove(id) {
      const report = await one(id);
      if (report !== undefined) await remove(report);
    },
    async tidy(now) {
      const reports = await find();
      const old = reports.filter(({ at }, index) => index >= MOST || now - at > KEPT_MS);
      await Promise.all(old.map(remove));
    },
  };
}

async function reportsIn(folder: string): Promise<Found[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name): Promise<Found | null> => {
      const [, id] = NAME.exec(name) ?? [];
      const path = join(folder, name);
      const facts = id === undefined ? null : await stat(path).catch(() => null);
      if (id === undefined || facts?.isFile() !== true) return null;
      return { id, path, at: facts.mtimeMs, bytes: facts.size };
    }),
  );
  return found.filter((one) => one !== null);
}
