import { pino } from 'pino';
import { v7 } from 'uuid';
import { postgresBlobStore } from '#server/blobs/blobs.repository.ts';
import type { Database } from '#server/db/pool.ts';
import type { Deps } from '#server/deps.ts';
import type { Change } from '#server/domains/topics/change.ts';
import { createVault, KEY_BYTES } from '#server/vault/vault.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { type FakeClock, fakeClock } from '#test/support/fake-clock.ts';

/** Every hub and service of a test seals with this, so that one reads what the other wrote. */
export const TEST_VAULT_KEY = Buffer.alloc(KEY_BYTES, 7);

export type TestDeps<C extends Clock = FakeClock> = Deps & {
  readonly clock: C;
  /** What was published so far, in order: what followers would have been told. */
  readonly changes: Change[];
};

/** What services need, on a test's database: a clock that stands still, real ids, a silent log, a publisher that keeps. */
export function testDeps(database: Pick<Database, 'db' | 'pool'>): TestDeps;
export function testDeps<C extends Clock>(database: Pick<Database, 'db' | 'pool'>, clock: C): TestDeps<C>;
export function testDeps(database: Pick<Database, 'db' | 'pool'>, clock: Clock = fakeClock()): TestDeps<Clock> {
  const changes: Change[] = [];
  return {
    db: database.db,
    pool: database.pool,
    clock,
    ids: { next: () => v7() },
    logger: pino({ level: 'silent' }),
    publisher: { publish: (more) => void changes.push(...more) },
    blobs: postgresBlobStore(database.db, clock),
    vault: createVault(TEST_VAULT_KEY),
    publicUrl: 'https://hub.example.test',
    changes,
  };
}
