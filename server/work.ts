import type { Tx } from '#server/db/handle.ts';
import type { Deps } from '#server/deps.ts';
import type { Change } from '#server/domains/topics/change.ts';
import type { Vault } from '#server/vault/vault.ts';

/**
 * One transaction and what it will tell others after its commit. Locks are always taken in this order, so that no two
 * works wait for each other: customer, conversation, handoff, agents by id.
 */
export type Work = {
  readonly tx: Tx;
  /** One instant for the whole work, from the deps' clock. */
  readonly at: Date;
  readonly nextId: () => string;
  readonly changes: Change[];
  /** Seals what is secret before it is stored. */
  readonly vault: Vault;
};

const DEADLOCK = '40P01';
const SERIALIZATION = '40001';
const UNIQUE = '23505';
const TRIES = 4;

/** Thrown inside a work to undo it and run it again from the start: a race was lost that the next try will see. */
export class RetryWork extends Error {}

/**
 * Runs `body` in one transaction, commits, then publishes its changes ([SY1]: never before the commit). A lost race
 * (deadlock, unique index) runs the body again from the start, at most four times in all; any other error undoes
 * everything and is thrown on.
 */
export async function inWork<T>(deps: Deps, body: (work: Work) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const changes: Change[] = [];
    try {
      const result = await deps.db
        .transaction()
        .execute((tx) => body({ tx, at: deps.clock.now(), nextId: deps.ids.next, changes, vault: deps.vault }));
      deps.publisher.publish(changes);
      return result;
    } catch (error) {
      if (attempt >= TRIES || !isLostRace(error)) throw error;
    }
  }
}

function isLostRace(error: unknown): boolean {
  if (error instanceof RetryWork) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return code === DEADLOCK || code === SERIALIZATION || code === UNIQUE;
}
