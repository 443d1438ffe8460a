import { sql } from 'kysely';
import type { Work } from '#server/work.ts';
import type { AttemptOutcome, CallbackClosing, CallbackReason } from '#shared/domain/callback.ts';

export type NewCallback = {
  readonly number: string;
  readonly customerId: string;
  readonly contactPointId: string | null;
  readonly conversationId: string | null;
  readonly connectionId: string | null;
  readonly teamId: string;
  readonly reason: CallbackReason;
  readonly dueAt: Date;
};

/** Opens a callback unless one of this number is open: the unique index decides. Gives its id, or null. */
export async function insertCallback(work: Work, b: NewCallback): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into callback (id, number, customer_id, contact_point_id, conversation_id, connection_id, team_id, reason,
      first_at, last_at, due_at)
    values (${work.nextId()}, ${b.number}, ${b.customerId}, ${b.contactPointId}, ${b.conversationId}, ${b.connectionId},
      ${b.teamId}, ${b.reason}, ${work.at}, ${work.at}, ${b.dueAt})
    on conflict (number) where state = 'open' do nothing returning id`.execute(work.tx);
  return rows[0]?.id ?? null;
}

/** Locks a callback; null when there is none. */
export async function lockCallback(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from callback where id = ${id}::uuid for no key update`.execute(work.tx);
  return rows.length === 1;
}

/** One call counts once, however often it is told of. False when it was counted before. */
export async function countTry(
  work: Work,
  callbackId: string,
  callId: string,
  reason: CallbackReason,
): Promise<boolean> {
  const { rows } = await sql`
    with t as (insert into callback_try (callback_id, call_id) values (${callbackId}, ${callId})
      on conflict do nothing returning 1)
    update callback set tries = tries + 1, last_at = ${work.at}, reason = ${reason}
    where id = ${callbackId}::uuid and exists (select 1 from t) returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** The newest of the calls it was opened for turned out to be a message. Nothing when they rang again since. */
export async function leftMessage(
  work: Work,
  callbackId: string,
  call: { readonly id: string; readonly endedAt: Date | null },
): Promise<void> {
  const reason: CallbackReason = 'voicemail';
  await sql`
    update callback b set reason = ${reason}
    where b.id = ${callbackId}::uuid and b.state = 'open' and b.last_at <= ${call.endedAt}
      and exists (select 1 from callback_try t where t.callback_id = b.id and t.call_id = ${call.id}::uuid)`.execute(
    work.tx,
  );
}

type Patch = {
  readonly dueAt?: Date;
  readonly wish?: { readonly from: Date; readonly until: Date | null };
  readonly note?: string;
  readonly teamId?: string;
  readonly ownerAgentId?: string | null;
  readonly conversationId?: string;
  readonly voicemail?: { readonly blobId: string; readonly durationSec: number };
};

/** Changes what is given of an open callback. */
export async function patchCallback(work: Work, id: string, p: Patch): Promise<void> {
  const set = [sql`number = number`];
  if (p.dueAt !== undefined) set.push(sql`due_at = ${p.dueAt}`);
  if (p.wish !== undefined) set.push(sql`wish_from = ${p.wish.from}`, sql`wish_until = ${p.wish.until}`);
  if (p.note !== undefined) set.push(sql`note = ${p.note}`);
  if (p.teamId !== undefined) set.push(sql`team_id = ${p.teamId}::uuid`);
  if (p.ownerAgentId !== undefined) set.push(sql`owner_agent_id = ${p.ownerAgentId}::uuid`);
  if (p.conversationId !== undefined) set.push(sql`conversation_id = ${p.conversationId}::uuid`);
  if (p.voicemail !== undefined) set.push(sql`voicemail = ${JSON.stringify(p.voicemail)}::jsonb`);
  await sql`update callback set ${sql.join(set)} where id = ${id}::uuid and state = 'open'`.execute(work.tx);
}

/** The one update that lets somebody have it ([CV2]). False when somebody was first or it is closed. */
export async function winCallback(work: Work, id: string, agentId: string): Promise<boolean> {
  const { rows } = await sql`
    update callback set owner_agent_id = ${agentId}::uuid
    where id = ${id}::uuid and state = 'open' and owner_agent_id is null returning 1`.execute(work.tx);
  return rows.length === 1;
}

type Closing = { readonly as: CallbackClosing; readonly by: string | null };

/** Closes it, once. False when it was closed. */
export async function closeCallback(work: Work, id: string, { as, by }: Closing): Promise<boolean> {
  const { rows } = await sql`
    update callback set state = 'closed', closed_as = ${as}, closed_at = ${work.at}, closed_by = ${by}::uuid
    where id = ${id}::uuid and state = 'open' returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Opens it again: whoever was taken to be reached was not. The unique index refuses a second open one of the number. */
export async function reopenCallback(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql`
    update callback b set state = 'open', closed_as = null, closed_at = null, closed_by = null
    where id = ${id}::uuid and state = 'closed'
      and not exists (select 1 from callback o where o.number = b.number and o.state = 'open') returning 1`.execute(
    work.tx,
  );
  return rows.length === 1;
}

/** The open callbacks that a talk with this number or this customer settles. */
export async function settledByTalk(
  work: Work,
  talk: { readonly number: string | null; readonly members: readonly string[] },
): Promise<{ id: string; teamId: string; number: string }[]> {
  const { rows } = await sql<{ id: string; teamId: string; number: string }>`
    select id, team_id as "teamId", number from callback
    where state = 'open' and (number = ${talk.number} or customer_id = any(${talk.members}::uuid[]))
    order by id for no key update`.execute(work.tx);
  return rows;
}

type Attempt = {
  readonly callbackId: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly outcome: AttemptOutcome;
  readonly note: string | null;
  readonly callId: string | null;
};

/** Records a try. The same call is one try: a later word on it replaces the earlier. */
export async function saveAttempt(work: Work, a: Attempt): Promise<void> {
  const { rows } = await sql`
    update callback_attempt set outcome = ${a.outcome}, note = coalesce(${a.note}, note)
    where callback_id = ${a.callbackId}::uuid and call_id = ${a.callId}::uuid returning 1`.execute(work.tx);
  if (rows.length > 0) return;
  await sql`
    insert into callback_attempt (id, callback_id, at, agent_id, agent_name, outcome, note, call_id)
    values (${work.nextId()}, ${a.callbackId}, ${work.at}, ${a.agentId}, ${a.agentName}, ${a.outcome}, ${a.note},
      ${a.callId})`.execute(work.tx);
}
