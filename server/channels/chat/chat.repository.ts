import { sql } from 'kysely';
import type { Work } from '#server/work.ts';

/** The page a visitor was last seen on, or null. */
export async function lastPage(work: Work, customerId: string): Promise<string | null> {
  const { rows } = await sql<{ url: string | null }>`
    select data->>'url' as url from timeline_item
    where customer_id = ${customerId} and channel = 'chat' and kind = 'browse' order by seq desc limit 1`.execute(
    work.tx,
  );
  return rows[0]?.url ?? null;
}

/** The name a customer goes by, or null. */
export async function customerName(work: Work, customerId: string): Promise<string | null> {
  const row = await work.tx.selectFrom('customer').select('name').where('id', '=', customerId).executeTakeFirst();
  return row?.name ?? null;
}
