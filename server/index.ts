import type { Logger } from 'pino';
import { v7 } from 'uuid';
import { systemClock } from '#shared/lib/clock.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { type RunningHub, runHub } from './run-hub.ts';

/** Opens the database, wires the app and listens. Errors: those of `runHub`. */
export function startHub(config: Config, logger: Logger): Promise<RunningHub> {
  return runHub(config, logger, ({ database }) =>
    createApp(
      { db: database.db, pool: database.pool, clock: systemClock, ids: { next: () => v7() }, logger },
      {
        widgetOrigins: config.allowedWidgetOrigins,
        trustProxy: config.trustProxy,
        https: config.publicUrl?.startsWith('https:') ?? false,
      },
    ),
  );
}
