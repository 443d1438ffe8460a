import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { Known } from './redact.ts';

/** What is known to point at the people of a thread: their names, our people's, contact points, numbers of orders. */
export async function knownOf(db: ReadDb, members: readonly string[], items: readonly TimelineItem[]): Promise<Known> {
  const { rows } = await sql<{ part: 'name' | 'contact'; value: string | null }>`
    select 'name' as part, name as value from customer where id = any(${members}::uuid[])
    union select 'name', kana from customer where id = any(${members}::uuid[])
    union select 'name', name from agent union select 'name', public_name from agent
    union select 'contact', p.value from contact_point p join contact_point_link l on l.contact_point_id = p.id
      where l.customer_id = any(${members}::uuid[])`.execute(db);
  const valuesOf = (part: 'name' | 'contact') => rows.flatMap((row) => (row.part === part ? (row.value ?? []) : []));
  const authors = items.flatMap(({ author }) => author.name ?? []);
  return { names: [...valuesOf('name'), ...authors], contacts: valuesOf('contact'), orders: items.flatMap(numbersOf) };
}

function numbersOf(item: TimelineItem): string[] {
  switch (item.kind) {
    case 'order':
      return [item.data.number];
    case 'shipment':
      return [item.data.orderNumber, ...(item.data.trackingNumber === undefined ? [] : [item.data.trackingNumber])];
    case 'return':
    case 'pickup':
      return [item.data.orderNumber];
    case 'purchase':
      return item.data.receiptNumber === undefined ? [] : [item.data.receiptNumber];
    default:
      return [];
  }
}
