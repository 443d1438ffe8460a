import type { ConfigOptions } from '#server/config.ts';
import { readConfig } from '#server/config.ts';
import { createLogger } from '#server/observability/logger.ts';
import type { CommonOptions } from './act.ts';
import type { Output } from './output.ts';
import { EXIT } from './output.ts';

/** `tsunagi hub`: runs until it is told to stop (SIGTERM, Ctrl+C, or the end of whoever started it). */
export async function runHub(
  output: Output,
  options: ConfigOptions & CommonOptions & { readonly demo?: boolean },
): Promise<number> {
  const config = readConfig(options);
  const logger = createLogger(config.logLevel);
  const stopAsked = askedToStop();
  // The whole hub is loaded only once its configuration is right.
  const { startHub } = await import('#server/index.ts');
  const hub = await startHub(config, logger, { demo: options.demo ?? false });
  const { url, demo } = hub;
  output.result({ url, pid: process.pid, ...(demo === undefined ? {} : { demo }) }, `hub ready on ${url}`);
  const cause = await Promise.race([stopAsked, hub.lost]);
  logger.info({ cause: String(cause) }, 'hub is stopping');
  await hub.close();
  if (cause instanceof Error) throw cause;
  return EXIT.done;
}

/** Resolves at the first request to stop. A second one does not wait: the database is asked to stop and we go. */
function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (by: string) => {
      if (asked && by !== 'disconnect') process.exit(EXIT.failed);
      asked = true;
      resolve(by);
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ask(name));
    // Re-executed under the pinned Node, the parent may be killed without a word.
    if (process.connected) process.on('disconnect', () => ask('disconnect'));
    // Listening for that must not keep a hub alive that has stopped.
    process.channel?.unref();
  });
}
