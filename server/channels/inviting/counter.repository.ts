import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import { memberIds } from '#server/domains/customers/members.repository.ts';
import type { Brief } from '#shared/domain/brief.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ClerkCustomer } from '#shared/domain/store.ts';
import { codeTyped, looksLikeCode } from './tokens.ts';

/** Whose code this is while it stands; at most one. */
export async function customerOfCode(db: ReadDb, text: string, now: Date): Promise<string[]> {
  if (!looksLikeCode(text)) return [];
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from invitation
    where code = ${codeTyped(text)} and state in ('open', 'opened') and expires_at > ${now}`.execute(db);
  return rows.map(({ id }) => id);
}

type Row = {
  readonly invitationId: string;
  readonly number: number;
  readonly subject: string | null;
  readonly channel: Channel;
  readonly code: string;
  readonly brief: Brief | null;
  readonly by: string | null;
  readonly until: Date;
};

/** Codes that stand for a customer's thread: what the desk sends to the counter, or hands over from it, newest first. */
export async function expectedAtCounter(db: ReadDb, customerId: string, now: Date): Promise<ClerkCustomer['expected']> {
  const { rows } = await sql<Row>`
    select i.id as "invitationId", c.number, c.subject, i.channel_to as channel, i.code, h.brief, a.public_name as by,
      i.expires_at as until
    from invitation i join conversation c on c.id = i.conversation_id left join handoff h on h.id = i.handoff_id
      left join agent a on a.id = i.made_by
    where c.customer_id = any(${memberIds(customerId)}) and i.code is not null and i.state in ('open', 'opened')
      and i.expires_at > ${now} order by i.created_at desc, i.id desc limit 5`.execute(db);
  return rows.map(({ subject, brief, by, until, ...row }) => ({
    ...row,
    subject: subject ?? '',
    by: by ?? '',
    until: until.toISOString(),
    lines: linesOf(brief),
  }));
}

/** What a counter has to know to serve them; what was done and how they were checked is the desk's. */
const linesOf = (brief: Brief | null): string[] =>
  brief === null ? [] : [...brief.wants, ...brief.promised, ...brief.next].map(({ text }) => text);

export type AtCounter = {
  readonly conversationId: string;
  readonly sessionId: string | null;
  readonly customerId: string;
  readonly state: string;
};

/** An invitation to a counter of this customer's thread, in whatever state; null for any other. */
export async function standingAtCounter(
  db: ReadDb,
  { invitationId, customerId }: { readonly invitationId: string; readonly customerId: string },
): Promise<AtCounter | null> {
  const { rows } = await sql<AtCounter>`
    select i.conversation_id as "conversationId", i.session_id as "sessionId", c.customer_id as "customerId", i.state
    from invitation i join conversation c on c.id = i.conversation_id
    where i.id = ${invitationId}::uuid and i.channel_to = 'store' and c.customer_id = any(${memberIds(customerId)})`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** The unresolved conversation of a number on a customer's thread; null for any other. */
export async function openMatterOf(
  db: ReadDb,
  { number, customerId }: { readonly number: number; readonly customerId: string },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from conversation where number = ${number} and status <> 'resolved'
      and customer_id = any(${memberIds(customerId)})`.execute(db);
  return rows[0]?.id ?? null;
}
