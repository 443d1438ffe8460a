import type { DbPool } from './handle.ts';

/** Session-level advisory locks by name, all on one connection of their own. */
export type Locks = {
  /** True when this session holds it now; false while another does. */
  readonly take: (name: string) => Promise<boolean>;
  readonly release: (name: string) => Promise<void>;
  /** The connection is gone, and with it every lock. */
  readonly lost: () => boolean;
  readonly close: () => Promise<void>;
};

/** Any fixed number of ours: keeps these apart from other locks of the database. */
const SPACE = 7_386_412;

/** Takes one connection out of the pool until `close`. */
export async function holdLocks(pool: DbPool): Promise<Locks> {
  const client = await pool.connect();
  let isLost = false;
  client.on('error', () => {
    isLost = true;
  });
  const held = new Set<string>();
  return {
    async take(name) {
      if (held.has(name)) return true;
      const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [
        SPACE,
        name,
      ]);
      const got = rows[0]?.got === true;
      if (got) held.add(name);
      return got;
    },
    async release(name) {
      if (!held.delete(name) || isLost) return;
      await client.query('select pg_advisory_unlock($1, hashtext($2))', [SPACE, name]).catch(() => {
        isLost = true;
      });
    },
    lost: () => isLost,
    async close() {
      if (!isLost && held.size > 0) await client.query('select pg_advisory_unlock_all()').catch(() => undefined);
      held.clear();
      client.release(isLost);
    },
  };
}
