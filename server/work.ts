import type { Query, Tx } from '#server/db/handle.ts';
import { withNext } from '#server/db/together.ts';
import type { Deps } from '#server/deps.ts';
import type { Change } from '#server/domains/topics/change.ts';
import { AppError } from '#server/errors.ts';
import type { Vault } from '#server/vault/vault.ts';

/** A statement, and what is made of the rows it gives. */
export type Step = { readonly statement: Query<unknown>; readonly take: (rows: readonly unknown[]) => void };

/** Locks and reads that some act begins with, sent before it runs; it is told what they found. */
export type Ahead = {
  readonly statements: readonly Query<unknown>[];
  readonly take: (rows: readonly (readonly unknown[])[]) => void;
};

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
  /**
   * Asked after the body: what is written once for all that it did. They go out with the commit, in this order: what a step
   * minds its statement has to mind, for when it is told the rows they are committed.
   */
  readonly beforeCommit: (() => Step)[];
  /** Seals what is secret before it is stored. */
  readonly vault: Vault;
  /** How the outside reaches this hub, for links that go out; null when nobody said. */
  readonly publicUrl: string | null;
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
 * everything and is thrown on, as far as is known: a commit whose answer was lost has taken effect.
 */
export async function inWork<T>(deps: Deps, body: (work: Work) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const changes: Change[] = [];
    try {
      const result = await deps.db.transaction().execute(async (tx) => {
        const beforeCommit: Work['beforeCommit'] = [];
        const done = await body({
          tx,
          at: deps.clock.now(),
          nextId: deps.ids.next,
          changes,
          beforeCommit,
          vault: deps.vault,
          publicUrl: deps.publicUrl,
        });
        await writeLast(tx, beforeCommit);
        return done;
      });
      deps.publisher.publish(changes);
      return result;
    } catch (error) {
      if (attempt < TRIES && isLostRace(error)) continue;
      // The database may have gone away with the commit done and its answer lost. Other topics' events are stored and
      // found by their heads; a team's are only marked here, and are read before they are told.
      if (!(error instanceof AppError)) deps.publisher.publish(changes.filter(({ to }) => to === 'team'));
      throw error;
    }
  }
}

async function writeLast(tx: Tx, beforeCommit: Work['beforeCommit']): Promise<void> {
  for (const { statement, take } of beforeCommit.map((make) => make())) await withNext(tx, statement, take);
}

function isLostRace(error: unknown): boolean {
  if (error instanceof RetryWork) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return code === DEADLOCK || code === SERIALIZATION || code === UNIQUE;
}
