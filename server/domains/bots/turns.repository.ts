import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { BotTurn } from '#shared/domain/bot-handoff.ts';
import type { Channel } from '#shared/domain/channels.ts';

const SAID = 20;
const PAGES_LOOKED_AT = 1;

/**
 * Conversations on these channels that wait for a word and in which no person has spoken: the longest wait first. It is
 * what stands now and no cursor, so that nothing is missed: a turn is there until it is answered or a person takes it.
 */
export async function openTurns(db: ReadDb, channels: readonly Channel[], limit: number): Promise<BotTurn[]> {
  const { rows } = await sql<BotTurn & { readonly page: string | null; readonly locale: 'ja' | 'en' | null }>`
    select c.id as "conversationId", c.channel, c.customer_id as "customerId",
      coalesce(cu.locale, (select v.locale from visitor v where v.customer_id = cu.id and v.locale is not null
        order by v.last_seen_at desc limit 1)) as locale,
      (select max(i.seq) from timeline_item i where i.conversation_id = c.id and i.kind = 'message'
        and i.direction = 'in') as seq,
      (select i.data->>'url' from timeline_item i where i.customer_id = c.customer_id and i.kind = 'browse'
        order by i.occurred_at desc, i.seq desc limit ${PAGES_LOOKED_AT}) as page,
      (select coalesce(jsonb_agg(jsonb_build_object('by', n.by, 'text', n.text, 'seq', n.seq, 'at',
        to_char(n.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by n.seq), '[]')
        from (select i.seq, i.occurred_at, i.data->>'text' as text, case
            when i.direction = 'in' then 'customer' when i.author->>'type' = 'agent' then 'person' else 'bot' end as by
          from timeline_item i where i.conversation_id = c.id and i.kind = 'message' and i.visibility = 'customer'
            and i.redacted_at is null
          order by i.seq desc limit ${SAID}) n) as said
    from conversation c join customer cu on cu.id = c.customer_id
    where c.owner_team_id is not null and c.status = 'open' and c.customer_waits_since is not null
      and c.channel = any(${channels}::text[])
      and not exists (select 1 from bot_handoff h where h.conversation_id = c.id)
      and not exists (select 1 from timeline_item i where i.conversation_id = c.id and i.kind = 'message'
        and i.direction = 'out' and i.author->>'type' = 'agent')
    order by c.customer_waits_since limit ${limit}`.execute(db);
  return rows
    .filter(({ seq }) => seq !== null)
    .map(({ page, locale, ...turn }) => ({
      ...turn,
      ...(page === null ? {} : { page }),
      ...(locale === null ? {} : { locale }),
    }));
}
