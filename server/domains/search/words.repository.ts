import { type RawBuilder, sql } from 'kysely';
import type { Work } from '#server/work.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';

/** What a customer is called and reached by now. */
export type CustomerFacts = {
  readonly name: string | null;
  readonly kana: string | null;
  readonly points: readonly { readonly kind: ContactPointKind; readonly value: string }[];
  readonly at: Date;
};

/** Points that are read; who has more is found by the oldest of them. */
const POINTS_READ = 100;

export const customerFacts = (customerId: string): RawBuilder<CustomerFacts> => sql`
    select c.name, c.kana, coalesce(c.last_item_at, c.created_at) as at, coalesce((
      select jsonb_agg(jsonb_build_object('kind', p.kind, 'value', p.value) order by l.since, l.id) from (
        select * from contact_point_link where customer_id = c.id and until is null
        order by since, id limit ${POINTS_READ}) l
      join contact_point p on p.id = l.contact_point_id), '[]') as points
    from customer c where c.id = ${customerId}`;

type Entry = {
  readonly entity: 'customer' | 'conversation';
  readonly entityId: string;
  readonly customerId: string;
  readonly at: Date;
  readonly body: string;
  readonly grams: readonly string[];
};

/** Puts an entry in place of the one that was there for the same thing. */
export const entryReplaced = (
  work: Work,
  { entity, entityId, customerId, at, body, grams }: Entry,
): RawBuilder<unknown> => sql`
    with gone as (delete from search_entry where entity = ${entity} and entity_id = ${entityId})
    insert into search_entry (id, entity, entity_id, customer_id, at, body, grams)
    values (${work.nextId()}, ${entity}, ${entityId}, ${customerId}, ${at}, ${body}, ${grams}::text[])`;
