import type { Logger } from 'pino';
import type { BlobStore } from '#server/blobs/blob-store.ts';
import type { Db, DbPool } from '#server/db/handle.ts';
import type { Change } from '#server/domains/topics/change.ts';
import type { Vault } from '#server/vault/vault.ts';
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
  readonly blobs: BlobStore;
  /** Seals what is secret at rest: passwords and tokens of connected channels. */
  readonly vault: Vault;
  /** How the outside reaches this hub, without a slash at the end; null when nobody said. */
  readonly publicUrl: string | null;
};
