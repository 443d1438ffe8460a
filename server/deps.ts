import type { Logger } from 'pino';
import type { Db, DbPool } from '#server/db/handle.ts';
import type { Change } from '#server/domains/topics/change.ts';
import type { Clock } from '#shared/lib/clock.ts';

/** New ids: UUIDv7, so that they sort by time; tests pass a seeded source. */
export type Ids = { readonly next: () => string };

/** Takes what a transaction changed, after its commit, and pushes it to whoever follows ([SY1]). Never throws. */
export type Publisher = { readonly publish: (changes: readonly Change[]) => void };

/** Everything the hub's domains need from outside; `createApp` gets it, nothing reaches for a global. */
export type Deps = {
  readonly db: Db;
  readonly pool: DbPool;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly publisher: Publisher;
};
