import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './tables.generated.ts';

/** Queries outside a transaction, each with a snapshot of its own. */
export type ReadDb = Kysely<Tables>;

/** Queries inside one transaction. */
export type Tx = Transaction<Tables>;
