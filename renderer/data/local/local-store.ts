import { z } from 'zod';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { LOCAL_VALUE_LIMITS, type LocalNamespace, type LocalState } from '#shared/ipc/local.ts';

/** What this window keeps between its starts: encrypted by the OS's secret store, or not at all ([SY5]). Never rejects. */
export type LocalStore = {
  readonly state: () => Promise<LocalState>;
  /** Null when there is none, or none of the shape that is asked for. */
  readonly get: <T>(namespace: LocalNamespace, key: string, shape: z.ZodType<T>) => Promise<T | null>;
  /** Null when it could not be read: there may be some. */
  readonly list: <T>(namespace: Exclude<LocalNamespace, 'thread'>, shape: z.ZodType<T>) => Promise<readonly T[] | null>;
  /** True: on disk, it outlives a crash. */
  readonly put: (namespace: LocalNamespace, key: string, value: unknown) => Promise<boolean>;
  readonly remove: (namespace: LocalNamespace, key: string) => Promise<void>;
};

const NOT_KEPT: LocalState = { state: 'not_kept', reason: 'no_secret_store' };

/** A browser has no secret store: nothing is kept. */
export const noStore: LocalStore = {
  state: async () => NOT_KEPT,
  get: async () => null,
  list: async () => [],
  put: async () => false,
  remove: async () => undefined,
};

/** Raised when what is kept changes its shape; what another version kept is left out. */
const VERSION = 1;
const wrapped = z.object({ version: z.literal(VERSION), value: z.unknown() });

function read<T>(text: string, shape: z.ZodType<T>): T | null {
  try {
    const outer = wrapped.safeParse(JSON.parse(text));
    const inner = outer.success ? shape.safeParse(outer.data.value) : null;
    return inner?.success ? inner.data : null;
  } catch {
    return null;
  }
}

type Door = Pick<DesktopBridge, 'localState' | 'localGet' | 'localList' | 'localPut' | 'localDelete'>;

/** The store of the desktop's main process. */
export function desktopStore(door: Door): LocalStore {
  return {
    async state() {
      const answer = await door.localState();
      return answer.ok ? answer.data : NOT_KEPT;
    },
    async get(namespace, key, shape) {
      const answer = await door.localGet({ namespace, key });
      return answer.ok && answer.data.value !== null ? read(answer.data.value, shape) : null;
    },
    async list(namespace, shape) {
      const answer = await door.localList({ namespace });
      if (!answer.ok) return null;
      return answer.data.entries.map(({ value }) => read(value, shape)).filter((value) => value !== null);
    },
    async put(namespace, key, value) {
      const text = JSON.stringify({ version: VERSION, value });
      if (text.length > LOCAL_VALUE_LIMITS[namespace]) return false;
      const answer = await door.localPut({ namespace, key, value: text });
      return answer.ok && answer.data.kept;
    },
    async remove(namespace, key) {
      await door.localDelete({ namespace, key });
    },
  };
}
