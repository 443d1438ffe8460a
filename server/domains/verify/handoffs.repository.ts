import { sql } from 'kysely';
import { type Break, rowsOf } from './rows-of.ts';

/** [HO1] One open handoff per conversation, of the owner's epoch, and the sender owns until it is complete ([HO4]). */
export const openHandoffs = rowsOf(
  (limit) => sql<Break>`
    select 'conversation ' || conversation_id as what, count(*) || ' open handoffs' as found, 'at most one' as expected
    from handoff where state in ('offered', 'accepted') group by conversation_id having count(*) > 1
    union all
    select 'handoff ' || h.id, h.state || ' at epoch ' || h.epoch, 'epoch ' || c.epoch || ' of its conversation'
    from handoff h join conversation c on c.id = h.conversation_id
    where h.state in ('offered', 'accepted') and h.epoch <> c.epoch
    union all
    select 'handoff ' || h.id, h.state || ', its sender does not own', 'the sender owns until it is complete'
    from handoff h join conversation c on c.id = h.conversation_id
    where h.state in ('offered', 'accepted') and h.epoch = c.epoch and c.owner_agent_id is distinct from h.from_agent_id
    limit ${limit}`,
);

/** [HO4] [HO5] What is accepted is talked about, or its customer is on the way and has a time until when. */
export const acceptedHandoffs = rowsOf(
  (limit) => sql<Break>`
    select 'handoff ' || h.id as what,
      case when h.accepted_by is null then 'accepted by nobody' when h.stage is null then 'accepted, and nothing goes on'
        else 'the customer may come for ever' end as found,
      'somebody who accepted, a talk or a crossing, and a time for it' as expected
    from handoff h where h.state = 'accepted'
      and (h.accepted_by is null or h.stage is null or (h.stage = 'crossing' and h.lapse_at is null)) limit ${limit}`,
);

/** [HO6] An invitation leads somewhere only while its customer is on the way. */
export const standingInvitations = rowsOf(
  (limit) => sql<Break>`
    select 'invitation ' || i.id as what, i.state || ', and its handoff is ' || h.state as found,
      'used, expired or revoked' as expected
    from invitation i join handoff h on h.id = i.handoff_id
    where i.state in ('open', 'opened') and h.stage is distinct from 'crossing' limit ${limit}`,
);
