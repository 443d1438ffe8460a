import { sql } from 'kysely';
import { makeCustomer } from '#test/support/factories/customers.ts';
import type { BenchDatabase } from './cluster.ts';

const TEXT = '先週注文した折りたたみ傘がまだ届きません。配送状況を確認していただけますか。';

/** As many customers with an empty thread each. */
export async function makeThreads({ db }: BenchDatabase, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await makeCustomer(db)).id);
  return ids;
}

/** This many messages onto each thread, with their versions, as a hub would have written them. */
export async function insertMissed({ db }: BenchDatabase, customers: readonly string[], each: number): Promise<void> {
  const at = new Date();
  const data = JSON.stringify({ text: TEXT });
  await sql`
    with c as (
      update customer set last_seq = last_seq + ${each}::int, topic_version = topic_version + ${each}::int, last_item_at = ${at}
      where id = any(${customers}::uuid[]) returning id, last_seq - ${each}::int as seq, topic_version - ${each}::int as version),
    i as (
      insert into timeline_item (customer_id, seq, id, kind, channel, direction, visibility, occurred_at, received_at, author, data)
      select c.id, c.seq + n, gen_random_uuid(), 'message', 'chat', 'in', 'customer', ${at}, ${at}, '{"type":"customer"}'::jsonb, ${data}::jsonb
      from c cross join generate_series(1, ${each}::int) n)
    insert into topic_event (topic, version, at, type, ref)
    select 'customer:' || c.id, c.version + n, ${at}, 'item_added', jsonb_build_object('type', 'item_added', 'seq', c.seq + n)
    from c cross join generate_series(1, ${each}::int) n`.execute(db);
}
