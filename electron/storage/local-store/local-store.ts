import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '#electron/storage/atomic-file.ts';
import { LOCAL_NAMESPACES, type LocalNamespace } from '#shared/ipc/local.ts';
import { DAY_MS, KEEPING_LIMITS, type KeepingLimits, MOST_THREAD_BYTES } from './keeping-limits.ts';
import { readIfThere, unlessGone } from './read-if-there.ts';
import { fileNameOf, type LocalRecord, openRecord, recordKeys, sealRecord } from './sealed-record.ts';

/** What one user of one hub keeps on this machine, each record a file of its own, sealed ([SY5]). */
export type LocalStore = {
  /**
   * Null when there is none, also when it was damaged: then it has been set aside. Throws when the disk does not give what
   * is there, as `list` does: that is not "none".
   */
  readonly get: (namespace: LocalNamespace, key: string) => Promise<string | null>;
  readonly list: (namespace: LocalNamespace) => Promise<readonly { readonly key: string; readonly value: string }[]>;
  /** True: on disk, whatever happens next. False: full, or the disk refused. */
  readonly put: (namespace: LocalNamespace, key: string, value: string) => Promise<boolean>;
  readonly remove: (namespace: LocalNamespace, key: string) => Promise<void>;
  /** Takes everything away, once what is being written is done; nothing is written after it. */
  readonly wipe: () => Promise<void>;
};

type Options = {
  readonly folder: string;
  readonly dataKey: Buffer;
  readonly now: () => number;
  readonly log: (line: string) => void;
  readonly limits?: KeepingLimits;
};

type KeptFile = { readonly name: string; readonly usedAt: number; readonly bytes: number };

/** Opens it, and takes away what is too old and what a crash left half written. */
export async function openLocalStore(options: Options): Promise<LocalStore> {
  const { folder, now, log, limits = KEEPING_LIMITS } = options;
  const keys = recordKeys(options.dataKey);
  const pathOf = (namespace: LocalNamespace, name: string): string => join(folder, namespace, name);
  // Acts on one record come one after another, in the order they were asked for.
  const lines = new Map<string, Promise<unknown>>();
  let wiped = false;

  function inLine<T>(path: string, act: () => Promise<T>): Promise<T> {
    const turn = (lines.get(path) ?? Promise.resolve()).then(act, act);
    lines.set(path, turn);
    const leave = (): void => {
      if (lines.get(path) === turn) lines.delete(path);
    };
    turn.then(leave, leave);
    return turn;
  }

  async function filesOf(namespace: LocalNamespace): Promise<KeptFile[]> {
    const names = await unlessGone(() => readdir(join(folder, namespace)), []);
    const files = await Promise.all(
      names.map(async (name) => {
        const found = await unlessGone(() => stat(pathOf(namespace, name)), null);
        return found === null ? [] : [{ name, usedAt: found.mtimeMs, bytes: found.size }];
      }),
    );
    return files.flat();
  }

  async function read(namespace: LocalNamespace, name: string): Promise<LocalRecord | null> {
    const bytes = await readIfThere(pathOf(namespace, name));
    if (bytes === null) return null;
    const record = openRecord(keys, namespace, { name, bytes });
    if (record === null) await setAside(namespace, name);
    return record;
  }

  /** Kept for whoever wants to find out, out of the way of everything else. */
  async function setAside(namespace: LocalNamespace, name: string): Promise<void> {
    log(`a kept ${namespace} record can not be read; it was set aside`);
    await mkdir(join(folder, 'unreadable'), { recursive: true });
    await rename(pathOf(namespace, name), join(folder, 'unreadable', `${namespace}-${name}`)).catch(() => undefined);
  }

  async function sweep(namespace: LocalNamespace): Promise<void> {
    const { days } = limits[namespace];
    for (const { name, usedAt } of await filesOf(namespace)) {
      const isLeftOver = name.endsWith('.tmp');
      if (isLeftOver || now() - usedAt > days * DAY_MS) await rm(pathOf(namespace, name), { force: true });
    }
  }

  /** False when there is none to be made. */
  async function makeRoom(namespace: LocalNamespace, name: string): Promise<boolean> {
    const { records, whenFull } = limits[namespace];
    const others = (await filesOf(namespace)).filter((file) => file.name !== name && !file.name.endsWith('.tmp'));
    if (whenFull === 'refuse') return others.length < records;
    const oldest = others.sort((a, b) => a.usedAt - b.usedAt);
    let bytes = others.reduce((sum, file) => sum + file.bytes, 0);
    let count = others.length;
    for (const file of oldest) {
      if (count < records && bytes < MOST_THREAD_BYTES) break;
      await rm(pathOf(namespace, file.name), { force: true });
      bytes -= file.bytes;
      count -= 1;
    }
    return true;
  }

  for (const namespace of LOCAL_NAMESPACES)
    await sweep(namespace).catch(() => log(`old ${namespace} records could not be swept; the next start tries again`));

  return {
    get(namespace, key) {
      const name = fileNameOf(keys, namespace, key);
      return inLine(pathOf(namespace, name), async () => {
        const record = await read(namespace, name);
        if (record === null) return null;
        const used = new Date(now());
        // Looked at is used: it is not the next to make room.
        if (limits[namespace].whenFull === 'oldest')
          await utimes(pathOf(namespace, name), used, used).catch(() => undefined);
        return record.value;
      });
    },
    async list(namespace) {
      const names = (await filesOf(namespace)).filter(({ name }) => !name.endsWith('.tmp'));
      const records = await Promise.all(
        names.map(({ name }) => inLine(pathOf(namespace, name), () => read(namespace, name))),
      );
      return records.flatMap((record) => (record === null ? [] : [{ key: record.key, value: record.value }]));
    },
    put(namespace, key, value) {
      const name = fileNameOf(keys, namespace, key);
      return inLine(pathOf(namespace, name), async () => {
        try {
          if (wiped || !(await makeRoom(namespace, name))) return false;
          await writeFileAtomically(pathOf(namespace, name), sealRecord(keys, namespace, { key, at: now(), value }));
          return true;
        } catch (thrown: unknown) {
          log(`a ${namespace} record could not be kept: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
          return false;
        }
      });
    },
    remove(namespace, key) {
      const path = pathOf(namespace, fileNameOf(keys, namespace, key));
      return inLine(path, () => rm(path, { force: true }));
    },
    async wipe() {
      wiped = true;
      await Promise.allSettled([...lines.values()]);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
