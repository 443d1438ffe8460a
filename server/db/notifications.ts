import type { PoolClient } from 'pg';
import type { DbPool } from './handle.ts';

/** PostgreSQL's LISTEN and NOTIFY on one channel, over a connection of its own. At most once: what is lost stays lost. */
export type Notifications = {
  /** The process of the listening session; null while there is none. */
  readonly backendPid: () => number | null;
  /** In order. Rejects when it can not be sent now; the payload is at most 7,999 bytes. */
  readonly notify: (payload: string) => Promise<void>;
  /** Takes a new connection: this one has been caught missing something. */
  readonly renew: () => void;
  readonly close: () => Promise<void>;
};

type Hearing = {
  readonly onMessage: (payload: string) => void;
  /** Listening from now on: what was sent before was not heard. */
  readonly onListening: () => void;
};

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2000;

/** Takes one connection out of the pool until `close`; takes another whenever it is lost. */
export function openNotifications(pool: DbPool, channel: string, { onMessage, onListening }: Hearing): Notifications {
  let client: PoolClient | null = null;
  let pid: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let failures = 0;
  let connecting: Promise<void> | null = null;
  let closed = false;

  async function connect(): Promise<void> {
    const taken = await pool.connect();
    const lost = (): void => letGo(taken);
    taken.on('error', lost);
    taken.on('end', lost);
    try {
      taken.on('notification', ({ payload }) => {
        if (client === taken) onMessage(payload ?? '');
      });
      await taken.query(`listen ${channel}`);
      const { rows } = await taken.query<{ pid: number }>('select pg_backend_pid() as pid');
      if (closed) throw new Error('closed while connecting');
      client = taken;
      pid = rows[0]?.pid ?? null;
      failures = 0;
      onListening();
    } catch (error) {
      client = taken;
      letGo(taken);
      throw error;
    }
  }

  function start(): void {
    connecting ??= connect()
      .catch(again)
      .finally(() => {
        connecting = null;
      });
  }

  function again(): void {
    if (closed || timer !== null) return;
    timer = setTimeout(
      () => {
        timer = null;
        start();
      },
      Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures++),
    );
    timer.unref();
  }

  /** Closes the connection: a pool must never hand out one that listens. */
  function letGo(of: PoolClient): void {
    if (client !== of) return;
    client = null;
    pid = null;
    of.removeAllListeners('notification');
    of.release(true);
    again();
  }

  start();
  return {
    backendPid: () => pid,
    async notify(payload) {
      if (client === null) throw new Error('no listening session');
      await client.query('select pg_notify($1, $2)', [channel, payload]);
    },
    renew() {
      if (client !== null) letGo(client);
    },
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await connecting;
      if (client !== null) letGo(client);
    },
  };
}
