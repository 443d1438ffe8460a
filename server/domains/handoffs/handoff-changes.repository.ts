import { type RawBuilder, sql } from 'kysely';
import { PREPARED } from '#server/db/prepared.ts';
import { withNext } from '#server/db/together.ts';
import type { Work } from '#server/work.ts';
import type { Brief, Snapshot } from '#shared/domain/brief.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Crossing } from '#shared/domain/crossing.ts';
import type { HandoffKind } from '#shared/domain/handoff.ts';
import type { HandoffPlace } from '#shared/domain/handoff-moves.ts';
import type { HandoffRecord } from './handoffs.repository.ts';

export type NewHandoff = HandoffPlace & {
  readonly conversationId: string;
  readonly customerId: string;
  readonly fromAgentId: string;
  readonly to: { readonly type: 'agent' | 'team'; readonly id: string };
  readonly acceptedBy?: string | undefined;
  readonly channel: Channel;
  readonly kind?: HandoffKind | undefined;
  readonly crossing?: Crossing | undefined;
  readonly brief: Brief;
  readonly snapshot: Snapshot;
  readonly epoch: number;
  readonly expiresAt: Date;
  readonly reason?: string | undefined;
  readonly returns?: string | undefined;
};

/** Stores a handoff and gives its id. A second open one of a conversation breaks the unique index ([HO1]). */
export async function insertHandoff(work: Work, h: NewHandoff): Promise<string> {
  const id = work.nextId();
  await work.tx
    .insertInto('handoff')
    .values({
      id,
      conversation_id: h.conversationId,
      customer_id: h.customerId,
      from_agent_id: h.fromAgentId,
      to_agent_id: h.to.type === 'agent' ? h.to.id : null,
      to_team_id: h.to.type === 'team' ? h.to.id : null,
      accepted_by: h.acceptedBy ?? null,
      channel_from: h.channel,
      channel_to: h.crossing?.channel ?? h.channel,
      kind: h.kind ?? 'cold',
      crossing: h.crossing === undefined ? null : JSON.stringify(h.crossing),
      state: h.state,
      stage: h.stage,
      brief: JSON.stringify(h.brief),
      snapshot: JSON.stringify(h.snapshot),
      epoch: h.epoch,
      offered_at: work.at,
      expires_at: h.expiresAt,
      accepted_at: h.state === 'accepted' || h.state === 'completed' ? work.at : null,
      completed_at: h.state === 'completed' ? work.at : null,
      decided_at: isOpen(h) ? null : work.at,
      reason: h.reason ?? null,
      returns: h.returns ?? null,
    })
    .execute();
  return id;
}

const isOpen = ({ state }: HandoffPlace): boolean => state === 'offered' || state === 'accepted';

/** What else changes with a handoff's place. */
export type HandoffPatch = {
  readonly acceptedBy?: string | undefined;
  readonly reason?: string | undefined;
  readonly expiresAt?: Date | undefined;
  readonly sessionTo?: string | null | undefined;
};

/** What a move changes of a handoff's record. */
export type Moved = Pick<
  HandoffRecord,
  | 'state'
  | 'stage'
  | 'decidedAt'
  | 'acceptedAt'
  | 'completedAt'
  | 'acceptedBy'
  | 'acceptedByName'
  | 'expiresAt'
  | 'sessionTo'
  | 'reason'
>;

/**
 * The one conditional update in which everything that can become of a handoff races ([HO2]): null when it is no longer
 * where it was read, or is not of the owner's epoch any more; else what it changed.
 */
export async function moveHandoff(
  work: Work,
  from: Pick<HandoffRecord, 'id' | 'epoch' | 'state' | 'stage'>,
  to: HandoffPlace,
  patch: HandoffPatch = {},
): Promise<Moved | null> {
  const { rows } = await sql<Moved>`${PREPARED} ${movedTo(work, from, to, patch)}`.execute(work.tx);
  return rows[0] ?? null;
}

/**
 * The same where it cannot be too late, because where it stands was read under the lock of this work: nobody waits for it, and
 * were it too late all the same, its statement would break.
 */
export async function moveLockedHandoff(
  work: Work,
  from: Pick<HandoffRecord, 'id' | 'epoch' | 'state' | 'stage'>,
  to: HandoffPlace,
  patch: HandoffPatch = {},
): Promise<void> {
  await withNext(
    work.tx,
    sql`${PREPARED} with moved as (${movedTo(work, from, to, patch)}) select 1 / (select count(*) from moved) as one`,
  );
}

function movedTo(
  work: Work,
  from: Pick<HandoffRecord, 'id' | 'epoch' | 'state' | 'stage'>,
  to: HandoffPlace,
  patch: HandoffPatch,
): RawBuilder<Moved> {
  const done = to.state === 'completed';
  return sql<Moved>`
    update handoff h set state = ${to.state}, stage = ${to.stage},
      decided_at = case when ${isOpen(to)} then null else ${work.at}::timestamptz end,
      accepted_at = case when ${done || to.state === 'accepted'} then coalesce(accepted_at, ${work.at}) else accepted_at end,
      completed_at = case when ${done} then ${work.at}::timestamptz end,
      accepted_by = coalesce(${patch.acceptedBy ?? null}::uuid, accepted_by),
      expires_at = coalesce(${patch.expiresAt ?? null}::timestamptz, expires_at),
      session_to = coalesce(${patch.sessionTo ?? null}::uuid, session_to),
      reason = coalesce(${patch.reason ?? null}, reason)
    where id = ${from.id} and state = ${from.state} and stage is not distinct from ${from.stage} and epoch = ${from.epoch}
      and epoch = (select c.epoch from conversation c where c.id = h.conversation_id)
    returning state, stage, decided_at as "decidedAt", accepted_at as "acceptedAt", completed_at as "completedAt",
      accepted_by as "acceptedBy", (select a.name from agent a where a.id = h.accepted_by) as "acceptedByName",
      expires_at as "expiresAt", session_to as "sessionTo", reason`;
}

/** Ends a handoff that stands although its conversation has another owner: as withdrawn, whatever its epoch. */
export async function endStray(work: Work, from: Pick<HandoffRecord, 'id' | 'state'>): Promise<boolean> {
  const { rows } = await sql`
    update handoff set state = 'withdrawn', stage = null, decided_at = ${work.at}
    where id = ${from.id} and state = ${from.state} returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** The customer was asked over: how, until when, and by which leg they may come. */
export async function setCrossing(
  work: Work,
  id: string,
  asked: { readonly crossing: Crossing; readonly lapseAt: Date; readonly sessionId: string | null },
): Promise<void> {
  await sql`update handoff set crossing = ${JSON.stringify(asked.crossing)}::jsonb, channel_to = ${asked.crossing.channel},
    lapse_at = ${asked.lapseAt}, session_to = ${asked.sessionId}::uuid where id = ${id}`.execute(work.tx);
}

/** The receiver has read the brief; the first time counts. False when it was ticked before. */
export async function tickBrief(work: Work, id: string, agentId: string): Promise<boolean> {
  const { rows } = await sql`update handoff set brief_read_at = ${work.at}, brief_read_by = ${agentId}::uuid
    where id = ${id} and brief_read_at is null returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** An offer that goes on as another kind: they ask first after all. */
export async function setKind(work: Work, id: string, kind: HandoffKind): Promise<void> {
  await sql`update handoff set kind = ${kind} where id = ${id} and state = 'offered'`.execute(work.tx);
}
