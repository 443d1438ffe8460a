import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** A conversation whose answer is late, and the least that a rule which has not fired for it waits, minutes. */
export type LatePlace = {
  readonly id: string;
  readonly teamId: string;
  readonly dueAt: Date;
  readonly leastMinutes: number;
};

type LateRule = { readonly id: string; readonly teamId: string | null; readonly minutes: number };

/**
 * Unresolved conversations whose answer is late by the clock on the wall, for rules that have not fired for that target;
 * the longest late first. Business time is never more than that. What was so late before a rule came into force is left
 * alone: nobody is helped by thousands of them at once.
 */
export async function lateConversations(
  db: ReadDb,
  rules: readonly LateRule[],
  { at, after, limit }: { readonly at: Date; readonly after: LatePlace | null; readonly limit: number },
): Promise<LatePlace[]> {
  const { rows } = await sql<LatePlace>`
    select c.id, c.team_id as "teamId", c.reply_due_at as "dueAt", min(r.minutes)::int as "leastMinutes"
    from conversation c join jsonb_to_recordset(${JSON.stringify(rules)}::jsonb) as r (id uuid, "teamId" uuid, minutes int)
      on (r."teamId" is null or r."teamId" = c.team_id)
        and c.reply_due_at <= ${at}::timestamptz - make_interval(mins => r.minutes)
      join escalation_rule f on f.id = r.id and c.reply_due_at >= f.changed_at - make_interval(mins => r.minutes)
    where c.status <> 'resolved' and c.reply_due_at is not null
      and (${after?.dueAt ?? null}::timestamptz is null
        or (c.reply_due_at, c.id) > (${after?.dueAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      and not exists (select 1 from escalation_cause x where x.rule_id = r.id
        and x.cause = c.id || ' ' || to_char(c.reply_due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    group by c.id order by c.reply_due_at, c.id limit ${limit}`.execute(db);
  return rows;
}
