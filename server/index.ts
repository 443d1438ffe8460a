import type { Logger } from 'pino';
import { v7 } from 'uuid';
import { systemClock } from '#shared/lib/clock.ts';
import { createApp } from './app.ts';
import { openBlobStore } from './blobs/open-blob-store.ts';
import type { Config } from './config.ts';
import type { Demo, DemoAccess } from './demo/start-demo.ts';
import { type RunningHub, runHub } from './run-hub.ts';
import { vaultKey } from './vault/key-file.ts';
import { createVault } from './vault/vault.ts';

export type StartOptions = {
  /** Fill an empty folder with the demo shop, serve its pages, and let simulated customers come. */
  readonly demo?: boolean;
};

export type StartedHub = RunningHub & {
  readonly demo?: { readonly shopUrl: string; readonly agents: readonly DemoAccess[] };
};

/** Opens the database, wires the app and listens. Errors: those of `runHub`, and of `prepareDemo`. */
export async function startHub(config: Config, logger: Logger, options: StartOptions = {}): Promise<StartedHub> {
  let demo: Demo | undefined;
  const hub = await runHub(config, logger, async ({ database }) => {
    const parts = {
      db: database.db,
      pool: database.pool,
      clock: systemClock,
      ids: { next: () => v7() },
      logger,
      blobs: openBlobStore(config, database.db, systemClock),
      vault: createVault(await vaultKey(config.secretKey, config.dataFolder)),
      publicUrl: config.publicUrl ?? null,
    };
    // The demo is loaded only where it is asked for.
    const demoParts = options.demo === true ? await import('./demo/start-demo.ts') : undefined;
    await demoParts?.prepareDemo(parts, config.dataFolder);
    const app = await createApp(parts, {
      widgetOrigins: config.allowedWidgetOrigins,
      trustProxy: config.trustProxy,
      redisUrl: config.redisUrl,
      tls: config.tls,
      https: config.tls !== undefined || (config.publicUrl?.startsWith('https:') ?? false),
      demo: options.demo ?? false,
    });
    demo = await demoParts?.openDemo(app, logger);
    return {
      listen: app.listen,
      async close() {
        await demo?.stop();
        await app.close();
      },
    };
  });
  return demo === undefined ? hub : { ...hub, demo: { shopUrl: `${hub.url}/shop/`, agents: demo.agents } };
}
