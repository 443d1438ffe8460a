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
const tables = sql`visitor v join customer c on c.id = v.customer_id`;

export async function findVisitor(db: ReadDb, id: string): Promise<VisitorRow | null> {
  const { rows } = await sql<VisitorRow>`select ${columns} from ${tables} where v.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function findVisitorBySecret(db: ReadDb, hash: Buffer): Promise<VisitorRow | null> {
  const { rows } = await sql<VisitorRow>`select ${columns} from ${tables} where v.secret_hash = ${hash}`.execute(db);
  return rows[0] ?? null;
}

type NewVisitor = {
  readonly id: string;
  readonly secretHash: Buffer;
  readonly contactPointId: string;
  readonly customerId: string;
  readonly locale: Locale | null;
  readonly at: Date;
};

export async function insertVisitor(db: ReadDb, v: NewVisitor): Promise<void> {
  await sql`
    insert into visitor (id, secret_hash, contact_point_id, customer_id, locale, created_at, last_seen_at)
    values (${v.id}, ${v.secretHash}, ${v.contactPointId}, ${v.customerId}, ${v.locale}, ${v.at}, ${v.at})`.execute(db);
}

export async function touchVisitor(db: ReadDb, id: string, locale: Locale | null, at: Date): Promise<void> {
  await sql`update visitor set last_seen_at = ${at}, locale = coalesce(${locale}, locale) where id = ${id}`.execute(db);
}

/** What the shop proved of a customer, if anything. */
export async function shopIdsOf(db: ReadDb, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ value: string }>`
    select p.value from contact_point_link l join contact_point p on p.id = l.contact_point_id
    where l.customer_id = ${customerId} and l.until is null and l.verified_by is not null and p.kind = 'shop'`.execute(
    db,
  );
  return rows.map(({ value }) => value);
}

/** From now on the visitor's contact point is another customer's; who held it keeps their items ([ID3]). */
export async function moveVisitor(db: ReadDb, visitor: VisitorRow, to: string, at: Date): Promise<void> {
  await sql`update contact_point_link set until = ${at}
    where contact_point_id = ${visitor.contactPointId} and until is null`.execute(db);
  await sql`
    insert into contact_point_link (id, contact_point_id, customer_id, verified_by, since)
    select gen_random_uuid(), ${visitor.contactPointId}, ${to}, 'shop', ${at}`.execute(db);
  await sql`update visitor set customer_id = ${to} where id = ${visitor.id}`.execute(db);
}
