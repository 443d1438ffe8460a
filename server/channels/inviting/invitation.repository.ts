import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { insertSession } from '#server/domains/conversations/inbound.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { CrossingWay, InvitationState } from '#shared/domain/crossing.ts';
import type { IdentityCheck } from '#shared/domain/identity-check.ts';
import type { Locale } from '#shared/domain/people.ts';

/** A check that was in force when the customer was asked over; with its own age and end ([PR6]). */
export type CarriedCheck = Pick<
  IdentityCheck,
  'purpose' | 'facts' | 'needed' | 'channel' | 'by' | 'at' | 'expiresAt'
> & { readonly byId: string };

export type InvitationRecord = {
  readonly id: string;
  /** Null: a code on a receipt, for a matter that goes on elsewhere without a handoff. */
  readonly handoffId: string | null;
  readonly conversationId: string;
  readonly customerId: string;
  readonly channelTo: Channel;
  readonly way: CrossingWay;
  readonly byChannel: Channel | null;
  readonly contactPointId: string | null;
  readonly sessionId: string | null;
  readonly code: string | null;
  readonly locale: Locale;
  readonly checks: readonly CarriedCheck[];
  readonly callbackId: string | null;
  /** False: the callback was wanted before, by somebody else than us. */
  readonly callbackOwn: boolean;
  readonly state: InvitationState['state'];
  readonly expiresAt: Date;
  readonly visitorId: string | null;
};

const columns = sql`i.id, i.handoff_id as "handoffId", i.conversation_id as "conversationId",
  i.customer_id as "customerId", i.channel_to as "channelTo", i.way, i.by_channel as "byChannel",
  i.contact_point_id as "contactPointId", i.session_id as "sessionId", i.code, i.locale, i.checks,
  i.callback_id as "callbackId", i.callback_own as "callbackOwn", i.state, i.expires_at as "expiresAt", i.visitor_id as "visitorId"`;

export type NewInvitation = Omit<InvitationRecord, 'state' | 'visitorId'> & {
  readonly tokenHash: Buffer | null;
  readonly itemId: string | null;
  readonly madeBy: string | null;
};

export async function insertInvitation(work: Work, i: NewInvitation): Promise<void> {
  await sql`
    insert into invitation (id, handoff_id, conversation_id, customer_id, channel_to, way, by_channel, contact_point_id,
      session_id, token_hash, code, locale, checks, item_id, callback_id, callback_own, made_by, created_at, expires_at)
    values (${i.id}, ${i.handoffId}, ${i.conversationId}, ${i.customerId}, ${i.channelTo}, ${i.way}, ${i.byChannel},
      ${i.contactPointId}, ${i.sessionId}, ${i.tokenHash}, ${i.code}, ${i.locale},
      ${JSON.stringify(i.checks)}::jsonb, ${i.itemId}, ${i.callbackId}, ${i.callbackOwn}, ${i.madeBy}, ${work.at}, ${i.expiresAt})`.execute(
    work.tx,
  );
}

/** What a token leads to, in whatever state; null for one that nobody gave. */
export async function invitationByToken(db: ReadDb, hash: Buffer): Promise<InvitationRecord | null> {
  const { rows } =
    await sql<InvitationRecord>`select ${columns} from invitation i where i.token_hash = ${hash}`.execute(db);
  return rows[0] ?? null;
}

/** What a code leads to on a channel while it stands; a code that is over may be given again. */
export async function invitationByCode(db: ReadDb, code: string, channel: Channel): Promise<InvitationRecord | null> {
  const { rows } = await sql<InvitationRecord>`
    select ${columns} from invitation i
    where i.code = ${code} and i.channel_to = ${channel} and i.state in ('open', 'opened')`.execute(db);
  return rows[0] ?? null;
}

/** The leg that a visitor has on a conversation already; null for none. */
export async function visitorsLeg(db: ReadDb, conversationId: string, contactPointId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from session where conversation_id = ${conversationId} and contact_point_id = ${contactPointId}
      and channel = 'chat' and state = 'active' order by started_at desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/** Invitations of a handoff that still stand, the newest first. */
export async function standingOf(db: ReadDb, handoffId: string): Promise<InvitationRecord[]> {
  const { rows } = await sql<InvitationRecord>`
    select ${columns} from invitation i where i.handoff_id = ${handoffId}::uuid and i.state in ('open', 'opened')
    order by i.created_at desc, i.id desc`.execute(db);
  return rows;
}

/** The one update by which a link or a code is opened: false when somebody was first, or it is over. */
export async function openInvitation(
  work: Work,
  id: string,
  by: { readonly visitorId: string; readonly sessionId: string },
): Promise<boolean> {
  const { rows } = await sql`
    update invitation set state = 'opened', opened_at = ${work.at}, visitor_id = ${by.visitorId}::uuid,
      session_id = ${by.sessionId}::uuid
    where id = ${id}::uuid and state = 'open' and expires_at > ${work.at} returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Ends what stands; each once. */
export async function endInvitation(work: Work, id: string, state: 'used' | 'expired' | 'revoked'): Promise<boolean> {
  const { rows } = await sql`
    update invitation set state = ${state}, used_at = case when ${state} = 'used' then ${work.at}::timestamptz end
    where id = ${id}::uuid and state in ('open', 'opened') returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** Who a handoff concerns, and who owns its conversation. */
export async function partiesOf(db: ReadDb, handoffId: string) {
  const { rows } = await sql<{ from: string; to: string | null; acceptedBy: string | null; owner: string | null }>`
    select h.from_agent_id as "from", h.to_agent_id as "to", h.accepted_by as "acceptedBy", c.owner_agent_id as owner
    from handoff h join conversation c on c.id = h.conversation_id where h.id = ${handoffId}::uuid`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error(`no handoff ${handoffId}`);
  return row;
}

type Ordered = { readonly callbackId: string; readonly own: boolean };

type PreparedLeg = {
  readonly id: string;
  readonly conversationId: string;
  readonly customerId: string;
  readonly channel: Channel;
  readonly contactPointId: string | null;
  readonly connectionId: string | null;
  readonly thread: string | null;
};

/** The leg on which a customer is expected: what comes from its address goes to this conversation ([CV10]). */
export async function prepareLeg(work: Work, leg: PreparedLeg): Promise<void> {
  await insertSession(work, { ...leg, active: true, startedAt: work.at });
}

/** Ends a leg on which nobody has said anything. */
export async function endUnusedLeg(work: Work, sessionId: string): Promise<void> {
  await sql`
    update session s set state = 'ended', ended_at = ${work.at} where id = ${sessionId}::uuid and state = 'active'
      and not exists (select 1 from handoff h where h.session_to = s.id and h.state = 'completed')
      and not exists (select 1 from timeline_item i where i.session_id = s.id and i.direction = 'in')`.execute(work.tx);
}

/** Codes on earlier receipts of a conversation lead nowhere any more. */
export async function revokeReceiptCodes(work: Work, conversationId: string): Promise<void> {
  await sql`
    update invitation set state = 'revoked'
    where conversation_id = ${conversationId}::uuid and handoff_id is null and state = 'open'`.execute(work.tx);
}

export type CallWanted = { readonly id: string; readonly handoffId: string; readonly conversationId: string };

/** The callback that waits for a number from a visitor's conversation; the newest, null for none. */
export async function callWanted(work: Work, contactPointId: string): Promise<CallWanted | null> {
  const { rows } = await sql<CallWanted>`
    select i.id, i.handoff_id as "handoffId", i.conversation_id as "conversationId" from invitation i
    where i.way = 'callback' and i.callback_id is null and i.callback_own and i.state = 'open' and i.expires_at > ${work.at}
      and i.handoff_id is not null and exists (select 1 from session s
        where s.conversation_id = i.conversation_id and s.contact_point_id = ${contactPointId}::uuid)
    order by i.created_at desc, i.id desc limit 1`.execute(work.tx);
  return rows[0] ?? null;
}

/** Null: none was ordered, and none is waited for any more. False when it has a call already, or is over. */
export async function bindCallback(work: Work, id: string, ordered: Ordered | null): Promise<boolean> {
  const { rows } = await sql`
    update invitation set callback_id = ${ordered?.callbackId ?? null}::uuid, callback_own = ${ordered?.own ?? false}
    where id = ${id}::uuid and callback_id is null and callback_own and state = 'open' returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** The public name of whoever takes a visitor over whom we led into the chat, while that matter is open; else null. */
export async function welcomingAgent(db: ReadDb, visitorId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string | null }>`
    select a.public_name as name from invitation i join conversation c on c.id = i.conversation_id
      left join handoff h on h.id = i.handoff_id
      left join agent a on a.id = coalesce(case when i.state = 'opened' then h.accepted_by end, c.owner_agent_id)
    where i.visitor_id = ${visitorId}::uuid and i.state in ('opened', 'used') and c.status <> 'resolved'
    order by i.created_at desc, i.id desc limit 1`.execute(db);
  return rows[0]?.name ?? null;
}

/**
 * Ends what a browser was let in by: the visitor that an invitation made holds the customer no longer, and its secret is
 * nobody's. Not one who was a visitor before, nor one who has said something. Whether there was such a one.
 */
export async function shutOut(work: Work, id: string): Promise<boolean> {
  const { rows } = await sql<{ contactPointId: string }>`
    update visitor v set secret_hash = ${randomBytes(32)} from invitation i
    where i.id = ${id}::uuid and v.id = i.visitor_id and v.created_at = i.opened_at
      and not exists (select 1 from session s join timeline_item t on t.session_id = s.id
        where s.contact_point_id = v.contact_point_id and t.direction = 'in')
    returning v.contact_point_id as "contactPointId"`.execute(work.tx);
  const [gone] = rows;
  if (gone === undefined) return false;
  await sql`
    update contact_point_link set until = ${work.at}
    where contact_point_id = ${gone.contactPointId} and until is null and verified_by = 'invitation'`.execute(work.tx);
  return true;
}
