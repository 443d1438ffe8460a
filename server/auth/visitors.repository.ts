import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Locale } from '#shared/domain/people.ts';

export type VisitorRow = {
  readonly id: string;
  readonly customerId: string;
  readonly contactPointId: string;
  readonly locale: Locale | null;
  readonly name: string | null;
};

const columns = sql`v.id, v.customer_id as "customerId", v.contact_point_id as "contactPointId", v.locale, c.name`;

export async function findVisitor(db: ReadDb, id: string): Promise<VisitorRow | null> {
  const { rows } = await sql<VisitorRow>`
    select ${columns} from visitor v join customer c on c.id = v.customer_id where v.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
