import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { Tables } from './tables.generated.ts';

/** A handle for reading, and for writes that need no transaction of their own. */
export type Db = Kysely<Tables>;
/** A handle inside a transaction; what changes data takes this. */
export type Tx = Transaction<Tables>;
/** For reads that work in or outside a transaction. */
export type ReadDb = Db | Tx;
export type DbPool = Pool;
/** A statement that a repository has made and somebody else sends. */
export type Query<T> = RawBuilder<T>;
