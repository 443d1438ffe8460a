import type { Insertable, Kysely } from 'kysely';
import { v7 } from 'uuid';
import type { CustomerTable, Tables } from '#server/db/tables.generated.ts';
import { type ContactPointKind, normaliseContactPoint } from '#shared/domain/contact-point.ts';

const BORN = new Date('2026-01-01T00:00:00Z');

export type MadeContactPoint = { readonly id: string; readonly kind: ContactPointKind; readonly value: string };
export type MadeCustomer = { readonly id: string; readonly contactPoints: readonly MadeContactPoint[] };
export type ContactPointWish = { kind: ContactPointKind; value: string; verified?: boolean; shared?: boolean };

/** A customer who holds the contact points given, each verified unless told otherwise. */
export async function makeCustomer(
  db: Kysely<Tables>,
  points: readonly ContactPointWish[] = [],
  over: Partial<Insertable<CustomerTable>> = {},
): Promise<MadeCustomer> {
  const customer = {
    id: v7(),
    name: '佐藤 花子',
    kana: 'さとう はなこ',
    locale: 'ja' as const,
    created_at: BORN,
    ...over,
  };
  await db.insertInto('customer').values(customer).execute();
  const contactPoints: MadeContactPoint[] = [];
  for (const wish of points) contactPoints.push(await hold(db, customer.id, wish));
  return { id: customer.id, contactPoints };
}

async function hold(db: Kysely<Tables>, customerId: string, wish: ContactPointWish): Promise<MadeContactPoint> {
  const value = normaliseContactPoint(wish.kind, wish.value);
  if (value === null) throw new Error(`${wish.value} is no ${wish.kind}`);
  const shared = wish.shared ?? false;
  const { id } = await db
    .insertInto('contact_point')
    .values({ id: v7(), kind: wish.kind, value, shared, created_at: BORN })
    .onConflict((conflict) => conflict.columns(['kind', 'value']).doUpdateSet({ shared }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('contact_point_link')
    .values({
      id: v7(),
      contact_point_id: id,
      customer_id: customerId,
      verified_by: wish.verified === false ? null : 'test',
      shared,
      since: BORN,
    })
    .execute();
  return { id, kind: wish.kind, value };
}
