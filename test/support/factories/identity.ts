import { sql } from 'kysely';
import type { Deps } from '#server/deps.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { inWork } from '#server/work.ts';

/** Puts so many messages onto a customer's thread, a minute apart from `from`, several in one work. */
export async function fillThread(
  deps: Deps,
  customerId: string,
  { count, from, every = 60_000 }: { readonly count: number; readonly from: Date; readonly every?: number },
): Promise<void> {
  for (let done = 0; done < count; done += 100) {
    await inWork(deps, async (work) => {
      for (let i = done; i < Math.min(done + 100, count); i++) {
        await appendItem(work, {
          customerId,
          kind: 'message',
          data: { text: `${i + 1}通目のお問い合わせ` },
          channel: i % 2 === 0 ? 'email' : 'chat',
          direction: i % 3 === 0 ? 'out' : 'in',
          visibility: 'customer',
          author: { type: 'customer' },
          occurredAt: new Date(from.getTime() + i * every),
          historical: true,
        });
      }
    });
  }
}

/** Everything stored about customers but what joining and undoing themselves leave on record, for comparing. */
export async function recordsOf(deps: Pick<Deps, 'db'>, ids: readonly string[]): Promise<unknown> {
  const { rows } = await sql<{ facts: unknown }>`
    select jsonb_build_object(
      'customers', (select jsonb_agg(to_jsonb(c) - 'last_seq' - 'topic_version' - 'last_item_at' order by c.id)
        from customer c where c.id = any(${ids}::uuid[])),
      'items', (select jsonb_agg(to_jsonb(i) - 'seq' || jsonb_build_object('n', n) order by customer_id, seq) from (
        select *, row_number() over (partition by customer_id order by seq) as n from timeline_item
        where customer_id = any(${ids}::uuid[]) and kind <> 'identity') i),
      'points', (select jsonb_agg(to_jsonb(l) order by l.id) from contact_point_link l where l.customer_id = any(${ids}::uuid[])),
      'conversations', (select jsonb_agg(to_jsonb(v) order by v.id) from conversation v where v.customer_id = any(${ids}::uuid[])),
      'sessions', (select jsonb_agg(to_jsonb(s) order by s.id) from session s where s.customer_id = any(${ids}::uuid[])),
      'suggestions', (select jsonb_agg(to_jsonb(g) order by g.id) from identity_suggestion g
        where g.customer_a = any(${ids}::uuid[]))) as facts`.execute(deps.db);
  return rows[0]?.facts;
}
