import { sql } from 'kysely';
import type { BenchDatabase } from './cluster.ts';
import type { CrowdAgent } from './crowd.ts';

/**
 * So many open conversations of as many customers, over the crowd's teams and four channels: seven of ten are somebody's,
 * three wait in a queue; half of all have been answered. Each customer is known by a shop number, `bench-1`, `bench-2` …
 */
export async function makeOpenConversations(
  { db }: BenchDatabase,
  crowd: readonly CrowdAgent[],
  count: number,
): Promise<void> {
  const agents = crowd.map(({ id }) => id);
  const teams = crowd.map(({ teamId }) => teamId);
  await sql`
    with n as (select n, gen_random_uuid() as customer, gen_random_uuid() as point, gen_random_uuid() as conversation,
        1 + n % ${sql.lit(agents.length)} as who, (array['chat', 'email', 'line', 'chat', 'email'])[1 + n % 5] as channel,
        now() - make_interval(secs => n % 6000) as at
      from generate_series(1, ${count}::int) n),
    c as (insert into customer (id, name, locale, created_at) select customer, 'Customer ' || n, 'ja', at from n),
    p as (insert into contact_point (id, kind, value, created_at) select point, 'shop', 'bench-' || n, at from n),
    l as (insert into contact_point_link (id, contact_point_id, customer_id, verified_by, since)
      select gen_random_uuid(), point, customer, 'provider', at from n),
    v as (insert into conversation (id, customer_id, status, team_id, owner_agent_id, owner_team_id, channel, opened_at,
        last_item_at, customer_waits_since, reply_due_at)
      select conversation, customer, 'open', (${teams}::uuid[])[who],
        case when n % 10 < 7 then (${agents}::uuid[])[who] end, case when n % 10 >= 7 then (${teams}::uuid[])[who] end,
        channel, at, at, case when n % 2 = 0 then at end, case when n % 2 = 0 then at + interval '4 hours' end from n),
    a as (insert into assignment (conversation_id, epoch, agent_id, team_id, since, reason)
      select conversation, 1, case when n % 10 < 7 then (${agents}::uuid[])[who] end,
        case when n % 10 >= 7 then (${teams}::uuid[])[who] end, at, 'opened' from n)
    insert into session (id, conversation_id, customer_id, channel, contact_point_id, state, started_at)
    select gen_random_uuid(), conversation, customer, channel, point, 'active', at from n`.execute(db);
  await sql`update conversation set first_answered_at = last_item_at + interval '30 seconds', reply_due_at = null,
      customer_waits_since = null where owner_agent_id is not null and number % 3 = 0`.execute(db);
  await sql`analyze`.execute(db);
}
