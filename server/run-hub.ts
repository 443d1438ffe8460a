import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '#server/config.ts';
import type { DatabaseAddress } from '#server/db/connection.ts';
import { openDatabase } from '#server/db/open-database.ts';
import type { Database } from '#server/db/pool.ts';
import { openPool } from '#server/db/pool.ts';
import { AppError } from '#server/errors.ts';
import { VERSION } from '#server/version.ts';

/** What an app is made from. `address` is for whatever needs connections of its own: LISTEN, the job runner. */
export type AppParts = {
  readonly database: Database;
  readonly address: DatabaseAddress;
  readonly config: Config;
  readonly logger: Logger;
};

/** What runs on the database floor: it listens, and it stops after what is under way. */
export type HubApp = {
  listen(at: { host: string; port: number }): Promise<string>;
  close(): Promise<void>;
};

export type RunningHub = {
  /** Where it listens, `http://HOST:PORT`. */
  readonly url: string;
  /** Resolves with the reason when the hub can not go on: its database is gone for good. */
  readonly lost: Promise<Error>;
  /** Stops taking requests, waits for those under way, then stops the database. Safe to call twice. */
  close(): Promise<void>;
};

/**
 * Database, app, port, in this order; when one fails, those before it are stopped again.
 * Errors: those of `openDatabase`; `port_in_use`; `bad_config` for an address that is not this machine's.
 */
export async function runHub(
  config: Config,
  logger: Logger,
  makeApp: (parts: AppParts) => Promise<HubApp>,
): Promise<RunningHub> {
  let onLost: (error: unknown) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => {
    onLost = (error) => resolve(error instanceof Error ? error : new Error(String(error)));
  });
  const undo: (() => Promise<void>)[] = [];
  const close = once(async () => {
    for (const step of undo.reverse()) await step();
  });
  try {
    const opened = await openDatabase({ ...config, version: VERSION }, logger, { onLost });
    undo.push(opened.stop);
    const database = openPool(opened.address, {
      max: config.poolSize,
      onConnectionLost: (error) =>
        logger.warn({ reason: error.message }, 'lost a database connection; making a new one'),
    });
    undo.push(database.close);
    const app = await makeApp({ database, address: opened.address, config, logger });
    undo.push(() => drain(app, config.drainMs, logger));
    const url = await listen(app, config);
    await opened.announce(url);
    return { url, lost, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen(app: HubApp, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new AppError('port_in_use', { cause: error, details: { port, host } });
    if (code === 'EACCES') {
      throw new AppError('bad_config', {
        cause: error,
        details: { setting: '--port', found: port, expected: 'a port this user may open, such as one above 1023' },
      });
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new AppError('bad_config', {
        cause: error,
        details: { setting: '--host', found: host, expected: 'an address of this machine, such as 127.0.0.1' },
      });
    }
    throw error;
  }
}

async function drain(app: HubApp, withinMs: number, logger: Logger): Promise<void> {
  const late = Symbol('late');
  const outcome = await Promise.race([app.close(), sleep(withinMs, late, { ref: false })]);
  if (outcome === late) logger.warn({ withinMs }, 'requests were still under way when the hub stopped');
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
