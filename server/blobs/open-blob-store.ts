import type { Config } from '#server/config.ts';
import type { ReadDb } from '#server/db/handle.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { BlobStore } from './blob-store.ts';
import { postgresBlobStore } from './blobs.repository.ts';
import { s3BlobStore } from './s3/s3-blobs.repository.ts';
import { s3Objects } from './s3/s3-objects.ts';

/** The store that is configured: the database, unless a bucket is named. */
export function openBlobStore({ s3 }: Pick<Config, 's3'>, db: ReadDb, clock: Clock): BlobStore {
  return s3 === undefined ? postgresBlobStore(db, clock) : s3BlobStore(db, clock, s3Objects(s3));
}
