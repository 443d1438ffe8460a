import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createClient } from 'redis';
import { toError } from '#shared/lib/assert.ts';
import type { Hearing, Link } from './link.ts';

type Parts = Pick<Hearing, 'onFrame'> & {
  readonly url: string;
  /** The stream; hubs of other databases on the same Redis have another. */
  readonly key: string;
  readonly logger: Logger;
};

/** About so many frames are kept: who reads again after a break finds what it missed. */
const KEPT_FRAMES = 10_000;
const READ_AT_ONCE = 500;
const BLOCK_MS = 2000;
/** Without a byte for so long the connection is dead, whatever the operating system believes. */
const SILENT_MS = 6000;
const SEND_MS = 1500;
const AGAIN_MS = 200;
const LAST_RETRY_MS = 2000;

/** Frames by a Redis Stream: a reader goes on where it was, also after its connection broke. */
export function createRedisLink({ url, key, logger, onFrame }: Parts): Link {
  const settings = {
    url,
    disableOfflineQueue: true,
    pingInterval: BLOCK_MS,
    socket: {
      connectTimeout: BLOCK_MS,
      socketTimeout: SILENT_MS,
      reconnectStrategy: (tries: number) => Math.min(LAST_RETRY_MS, AGAIN_MS * 2 ** Math.min(tries, 10)),
    },
  };
  const writer = createClient(settings);
  const reader = createClient(settings);
  let hears = false;
  let closed = false;
  let warned = false;
  let last = '';

  function lost(error: unknown): void {
    hears = false;
    if (warned || closed) return;
    warned = true;
    logger.warn({ reason: toError(error).message }, 'Redis is away; hubs reach each other through PostgreSQL');
  }
  for (const client of [writer, reader]) {
    client.on('error', lost);
    // Goes on trying by itself; each failure is an `error` too.
    client.connect().catch(lost);
  }

  async function newest(): Promise<string> {
    const entries = await reader.xRevRange(key, '+', '-', { COUNT: 1 });
    return entries?.[0]?.id ?? '0-0';
  }

  /** Takes up reading after a break, or for the first time. */
  async function begin(): Promise<void> {
    last = from(last, await newest());
    hears = true;
    if (warned) logger.info('Redis is there again');
    warned = false;
  }

  async function readOnce(): Promise<void> {
    if (!hears) await begin();
    const streams = await reader.xRead({ key, id: last }, { BLOCK: BLOCK_MS, COUNT: READ_AT_ONCE });
    for (const { id, message } of streams?.flatMap(({ messages }) => messages) ?? []) {
      last = id;
      if (message['frame'] !== undefined) onFrame(message['frame']);
    }
  }

  async function read(): Promise<void> {
    while (!closed) {
      try {
        await readOnce();
      } catch (error) {
        lost(error);
        if (!closed) await sleep(AGAIN_MS);
      }
    }
  }
  const reading = read();

  return {
    name: 'redis',
    hears: () => hears,
    speaks: () => writer.isReady,
    async send(text) {
      const late = new AbortController();
      const trim = { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: KEPT_FRAMES } } as const;
      const added = writer.xAdd(key, '*', { frame: text }, trim);
      // Whichever of the two loses is nobody's any more.
      added.catch(() => undefined);
      try {
        await Promise.race([
          added,
          sleep(SEND_MS, undefined, { ref: false, signal: late.signal }).then(() => {
            throw new Error(`Redis took longer than ${SEND_MS} ms`);
          }),
        ]);
      } finally {
        late.abort();
      }
    },
    renew: () => undefined,
    async close() {
      closed = true;
      hears = false;
      reader.destroy();
      writer.destroy();
      await reading;
    },
  };
}

/** Where to read on: where it was, or at the newest of a Redis that lost its memory and counts from its own clock. */
function from(last: string, newest: string): string {
  const time = (id: string): number => Number(id.split('-')[0]);
  return last === '' || time(newest) < time(last) ? newest : last;
}
