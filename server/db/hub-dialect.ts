import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely';
import type { Pool } from 'pg';
import { BEGIN_WITH_NEXT } from './hub-client.ts';

/** PostgreSQL as Kysely speaks it, but for transactions, which begin with their first statement: one way there and back less. */
export class HubDialect extends PostgresDialect {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new HubDriver({ pool: this.#pool });
  }
}

class HubDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (settings.isolationLevel !== undefined || settings.accessMode !== undefined)
      return super.beginTransaction(connection, settings);
    await connection.executeQuery(CompiledQuery.raw(BEGIN_WITH_NEXT));
  }
}
