import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/db/tables.generated.ts';

/** A month of Tokyo; everything generated lies in it, nearly in the order of its time, as it comes on a real floor. */
export const PERIOD = {
  from: '2026-10-01',
  until: '2026-10-31',
  begin: new Date('2026-09-30T15:00:00Z'),
  end: new Date('2026-10-31T15:00:00Z'),
} as const;

const CUSTOMERS = 20_000;
/** Rows a statement: a million at once would outlast the statement's time limit. */
const BATCH = 100_000;
const CHANNEL = sql`(array['phone', 'chat', 'email', 'line'])[1 + n % 4]`;
/** A name for number n of a kind: the same number, the same id. */
const id = (kind: string, n: string) => sql.raw(`md5('${kind}' || (${n}))::uuid`);
const TEAM = id('team', 'n % 7');
const AGENT = id('agent', 'n % 199');

/** A floor of 7 teams and 200 people: so many items, a conversation for every five, a call, a handoff, a wait, a customer asked for every ten. */
export async function fillFloor(db: Kysely<Tables>, items: number): Promise<void> {
  const many = items / 5;
  const some = items / 10;
  const at = (of: number) =>
    sql`${PERIOD.begin}::timestamptz + (${PERIOD.end}::timestamptz - ${PERIOD.begin}::timestamptz) * (n::float8 / ${of}::float8)`;
  await db.connection().execute(async (one) => {
    // Rows that are right need no look at each reference; indexes are made afterwards, at once.
    await sql`set session_replication_role = replica`.execute(one);
    const indexes = await dropIndexes(one);
    await people(one);
    await inBatches(many, (from, to) =>
      sql`insert into conversation (id, customer_id, status, team_id, owner_agent_id, channel, opened_at, resolved_at,
          first_answered_at, last_item_at)
        select ${id('conversation', 'n')}, ${id('customer', `n % ${CUSTOMERS}`)}, case when n % 5 = 0 then 'open' else 'resolved' end,
          ${TEAM}, ${AGENT}, ${CHANNEL}, ${at(many)}, case when n % 5 <> 0 then ${at(many)} + n % 9001 * interval '1 second' end,
          ${at(many)} + n % 901 * interval '1 second', ${at(many)} from generate_series(${from}::int, ${to}::int) n`.execute(
        one,
      ),
    );
    await inBatches(items, (from, to) =>
      sql`insert into timeline_item (customer_id, seq, id, kind, channel, direction, visibility, conversation_id, occurred_at,
          received_at, author, data)
        select ${id('customer', `n % ${CUSTOMERS}`)}, 1 + n / ${CUSTOMERS}::int, ${id('item', 'n')},
          case when n % 9 = 0 then 'note' else 'message' end, ${CHANNEL}, case when n % 2 = 0 then 'in' else 'out' end, 'customer',
          ${id('conversation', `n % ${many}`)}, ${at(items)}, ${at(items)},
          jsonb_build_object('type', 'agent', 'id', ${AGENT}), '{"text": "承知いたしました。少々お待ちください。"}'
        from generate_series(${from}::int, ${to}::int) n`.execute(one),
    );
    await inBatches(some, (from, to) =>
      sql`insert into call (id, customer_id, conversation_id, team_id, adapter, media, direction, state, agent_id, started_at,
          answered_at, ended_at, outcome, parts, wrapped_at)
        select ${id('call', 'n')}, ${id('customer', `n % ${CUSTOMERS}`)}, ${id('conversation', `n % ${many}`)}, ${TEAM}, 'sip',
          'softphone', case when n % 6 = 0 then 'out' else 'in' end, 'ended', case when n % 5 <> 0 then ${AGENT} end, t,
          case when n % 5 <> 0 then t + n % 61 * interval '1 second' end, t + (n % 61 + 200) * interval '1 second',
          case when n % 5 <> 0 then 'answered' else 'abandoned' end,
          jsonb_build_array(jsonb_build_object('kind', 'ring', 'at', t, 'until', t + n % 61 * interval '1 second'),
            jsonb_build_object('kind', 'talk', 'at', t + n % 61 * interval '1 second', 'until', t + (n % 61 + 200) * interval '1 second')),
          t + (n % 61 + 230) * interval '1 second'
        from (select n, ${at(some)} as t from generate_series(${from}::int, ${to}::int) n) g`.execute(one),
    );
    await inBatches(some, (from, to) =>
      sql`insert into handoff (id, conversation_id, customer_id, from_agent_id, to_team_id, channel_from, channel_to, state, brief,
          snapshot, epoch, offered_at, expires_at, accepted_at)
        select ${id('handoff', 'n')}, ${id('conversation', `n % ${many}`)}, ${id('customer', `n % ${CUSTOMERS}`)}, ${AGENT}, ${TEAM},
          ${CHANNEL}, 'chat', case when n % 4 = 0 then 'declined' else 'completed' end, '{}', '{}', 1, ${at(some)}, ${at(some)},
          case when n % 4 <> 0 then ${at(some)} + n % 60 * interval '1 second' end
        from generate_series(${from}::int, ${to}::int) n`.execute(one),
    );
    await inBatches(some, (from, to) =>
      sql`insert into reply_wait (conversation_id, channel, agent_id, is_first, since, due_at, answered_at)
        select ${id('conversation', `n % ${many}`)}, ${CHANNEL}, ${AGENT}, n % 3 = 0, ${at(some)},
          ${at(some)} + interval '15 minutes', ${at(some)} + n % 1201 * interval '1 second'
        from generate_series(${from}::int, ${to}::int) n`.execute(one),
    );
    await inBatches(some, (from, to) =>
      sql`insert into presence_log (agent_id, at, presence, reason)
        select ${AGENT}, ${at(some)}, (array['ready', 'busy', 'wrap_up', 'away'])[1 + n / 199 % 4],
          case when n / 199 % 4 = 3 then (array['break', 'training'])[1 + n / 800 % 2] end
        from generate_series(${from}::int, ${to}::int) n`.execute(one),
    );
    await inBatches(some, (from, to) =>
      sql`insert into survey (id, conversation_id, customer_id, team_id, agent_id, channel, by_channel, resolved_at, due_at, state,
          sent_at, expires_at, score, low, answered_at, answered_on, answer_item_id)
        select ${id('survey', 'n')}, ${id('conversation', 'n')}, ${id('customer', `n % ${CUSTOMERS}`)}, ${TEAM}, ${AGENT}, ${CHANNEL},
          ${CHANNEL}, t, t, case when n % 3 = 0 then 'sent' else 'answered' end, t, t, case when n % 3 <> 0 then 1 + n % 5 end,
          n % 3 <> 0 and n % 5 < 2, case when n % 3 <> 0 then t end, case when n % 3 <> 0 then ${CHANNEL} end,
          case when n % 3 <> 0 then ${id('item', 'n')} end
        from (select n, ${at(some)} as t from generate_series(${from}::int, ${to}::int) n) g`.execute(one),
    );
    for (const definition of indexes) await sql.raw(definition).execute(one);
    await sql`set session_replication_role = default`.execute(one);
    await sql`vacuum analyze`.execute(one);
  });
}

async function people(db: Kysely<Tables>): Promise<void> {
  await sql`insert into workspace (name, locale, generation, signing_key_public, signing_key_private, widget_secret, created_at)
    values ('bench', 'ja', gen_random_uuid(), 'x', 'x', 'x', now())`.execute(db);
  await sql`insert into team (id, name, created_at) select ${TEAM}, 'team ' || n, now() from generate_series(0, 6) n`.execute(
    db,
  );
  await sql`insert into agent (id, login, name, public_name, role, locale, created_at)
    select ${AGENT}, 'a' || n, 'agent ' || n, 'x', 'agent', 'ja', now() from generate_series(0, 198) n`.execute(db);
  await sql`insert into team_member (team_id, agent_id) select ${TEAM}, ${AGENT} from generate_series(0, 198) n`.execute(
    db,
  );
  await sql`insert into customer (id, name, created_at) select ${id('customer', 'n')}, 'お客様', now()
    from generate_series(0, ${CUSTOMERS - 1}::int) n`.execute(db);
}

async function inBatches(rows: number, insert: (from: number, to: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows; from += BATCH) await insert(from, Math.min(rows, from + BATCH) - 1);
}

/** Drops what is no constraint's, and gives how to make it again. */
async function dropIndexes(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = 'public' and i.tablename in ('timeline_item', 'conversation', 'call', 'handoff', 'reply_wait', 'presence_log', 'survey')
      and not exists (select from pg_constraint c where c.conname = i.indexname)`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db);
  return rows.map(({ definition }) => definition);
}
