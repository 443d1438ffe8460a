import { sql } from 'kysely';
import { type Break, rowsOf } from './rows-of.ts';

/** [ES2] One undecided question of each conversation and reason; what is decided was decided once, by somebody. */
export const oneDecision = rowsOf(
  (limit) => sql<Break>`
    select 'conversation ' || conversation_id as what, count(*) || ' undecided escalations (' || reason || ')' as found,
      'at most one of a reason' as expected
    from escalation where state in ('raised', 'in_review') group by conversation_id, reason having count(*) > 1
    union all
    select 'escalation ' || e.id, e.state || ', decided ' || coalesce(e.decision, 'never')
        || case when n.count > 1 then ', ' || n.count || ' times on its thread' else '' end,
      'the one decision that its state tells of'
    from escalation e left join lateral (
      select count(*) as count from timeline_item i where i.conversation_id = e.conversation_id and i.kind = 'escalation'
        and i.data ->> 'escalationId' = e.id::text and i.data ->> 'event' in ('approved', 'returned', 'taken_over')) n on true
    where n.count > 1 or (e.state in ('approved', 'returned', 'taken_over', 'resolved')) <> (e.decision is not null)
    limit ${limit}`,
);

/** [ES1] What was asked is about the conversation of that customer, on a thread as it was: no item that is not there. */
export const snapshotsStand = rowsOf(
  (limit) => sql<Break>`
    select 'escalation ' || e.id as what, 'snapshot at item ' || s.seq || ' of customer ' || s.customer_id as found,
      'at most item ' || coalesce(c.last_seq, 0) as expected
    from escalation e cross join jsonb_each_text(e.snapshot) s (customer_id, seq)
      left join customer c on c.id::text = s.customer_id
    where c.id is null or s.seq::bigint > c.last_seq
    union all
    select 'escalation ' || e.id, 'of customer ' || e.customer_id, 'customer ' || c.customer_id || ' of its conversation'
    from escalation e join conversation c on c.id = e.conversation_id where c.customer_id <> e.customer_id
    limit ${limit}`,
);

/** [ES1] What a rule raised has its cause, and nothing of a merged conversation waits for anybody. */
export const escalationsGoOn = rowsOf(
  (limit) => sql<Break>`
    select 'escalation ' || e.id as what, 'raised by a rule without a cause' as found, 'a cause' as expected
    from escalation e where e.rule_id is not null
      and not exists (select 1 from escalation_cause x where x.escalation_id = e.id)
    union all
    select 'escalation ' || e.id, e.state || ', its conversation is part of another', 'withdrawn or resolved'
    from escalation e join conversation c on c.id = e.conversation_id
    where e.resolved_at is null and c.merged_into is not null
    limit ${limit}`,
);
