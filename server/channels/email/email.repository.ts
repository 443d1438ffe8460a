import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';

export async function findEmailKey(db: ReadDb, name: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from email_key where name = ${name}`.execute(db);
  return rows[0]?.sealed ?? null;
}

export async function insertEmailKey(db: ReadDb, key: { name: string; sealed: Buffer; at: Date }): Promise<void> {
  await sql`insert into email_key (name, sealed, created_at) values (${key.name}, ${key.sealed}, ${key.at})
    on conflict do nothing`.execute(db);
}

export async function listEmailKeys(db: ReadDb): Promise<{ name: string; sealed: Buffer }[]> {
  const { rows } = await sql<{ name: string; sealed: Buffer }>`select name, sealed from email_key`.execute(db);
  return rows;
}

/** Only while it is the one that was read. */
export async function dropEmailKey(work: Work, { name, sealed }: { name: string; sealed: Buffer }): Promise<void> {
  await sql`delete from email_key where name = ${name} and sealed = ${sealed}`.execute(work.tx);
}

export async function insertEmailHtml(
  db: ReadDb,
  blobId: string,
  images: Readonly<Record<string, string>>,
): Promise<void> {
  await sql`insert into email_html (blob_id, images) values (${blobId}::uuid, ${JSON.stringify(images)}::jsonb)`.execute(
    db,
  );
}

/** The images of a mail's HTML by content id; null when the blob is no mail's HTML or stands on no thread. */
export async function findEmailHtml(db: ReadDb, blobId: string): Promise<Record<string, string> | null> {
  const { rows } = await sql<{ images: Record<string, string> }>`
    select h.images from email_html h join blob b on b.id = h.blob_id
    where h.blob_id = ${blobId}::uuid and b.customer_id is not null`.execute(db);
  return rows[0]?.images ?? null;
}

/** Puts files that a mail brought onto its customer's thread. */
export async function bindMailBlobs(work: Work, ids: readonly string[], customerId: string): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update blob set customer_id = ${customerId}::uuid
    where id = any(${ids}::uuid[]) and owner_type = 'system' and customer_id is null`.execute(work.tx);
}

/** Where an answer belongs: a conversation we wrote in, and whom we wrote to. */
export type WrittenTo = {
  readonly conversationId: string;
  readonly number: number;
  readonly customerId: string;
  /** The thread that the leg goes by, as it is stored. */
  readonly thread: string | null;
  readonly sessionId: string;
  readonly contactPointId: string;
  readonly address: string;
};

const writtenTo = sql`
  select distinct on (s.contact_point_id) c.id as "conversationId", c.number, s.customer_id as "customerId", s.thread,
    s.id as "sessionId", p.id as "contactPointId", p.value as address
  from conversation c join session s on s.conversation_id = c.id and s.channel = 'email'
  join contact_point p on p.id = s.contact_point_id`;

/** The addresses of a conversation's mail legs, the newest leg of each. */
export async function legsByNumber(db: ReadDb, number: number): Promise<WrittenTo[]> {
  const { rows } = await sql<WrittenTo>`
    ${writtenTo} where c.number = ${number} order by s.contact_point_id, s.started_at desc, s.id desc`.execute(db);
  return rows;
}

/** As legsByNumber, for the conversation in which we sent one of these mails. */
export async function legsByMessageId(db: ReadDb, messageIds: readonly string[]): Promise<WrittenTo[]> {
  if (messageIds.length === 0) return [];
  const { rows } = await sql<WrittenTo>`
    ${writtenTo} where c.id = (select conversation_id from outgoing where ref = any(${messageIds}::text[])
      and conversation_id is not null order by created_at desc limit 1)
    order by s.contact_point_id, s.started_at desc, s.id desc`.execute(db);
  return rows;
}

/** Whether a customer holds an address as verified. */
export async function holdsVerified(db: ReadDb, customerId: string, address: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from contact_point p join contact_point_link l on l.contact_point_id = p.id
    where p.kind = 'email' and p.value = ${address} and l.customer_id = ${customerId}::uuid and l.until is null
      and l.verified_by is not null and not l.shared`.execute(db);
  return rows.length > 0;
}

/** An address that was merely said is proven: what we sent there came back, and its domain vouches for it. */
export async function confirmAddress(work: Work, leg: WrittenTo, by: string): Promise<void> {
  await sql`
    update contact_point_link l set verified_by = ${by}
    where l.contact_point_id = ${leg.contactPointId}::uuid and l.customer_id = ${leg.customerId}::uuid
      and l.until is null and l.verified_by is null and not l.shared
      and not exists (select 1 from contact_point p where p.id = l.contact_point_id and p.shared)
      and not exists (select 1 from contact_point_link o where o.contact_point_id = l.contact_point_id
        and o.verified_by is not null and not o.shared and o.until is null)`.execute(work.tx);
}

/** Gives a leg a thread, so that answers find it; what it has stays. */
export async function nameThread(work: Work, sessionId: string, thread: string): Promise<string> {
  const { rows } = await sql<{ thread: string }>`
    update session set thread = coalesce(thread, ${thread}) where id = ${sessionId}::uuid returning thread`.execute(
    work.tx,
  );
  return rows[0]?.thread ?? thread;
}

export type MailOf = {
  readonly messageId: string;
  readonly subject: string | null;
  readonly direction: 'in' | 'out' | 'none';
};

/** The mails of a conversation, as mails name them; newest last, at most 30. */
export async function mailsOf(db: ReadDb, conversationId: string): Promise<MailOf[]> {
  const { rows } = await sql<MailOf>`
    select data -> 'email' ->> 'messageId' as "messageId", data ->> 'subject' as subject, direction from timeline_item
    where conversation_id = ${conversationId}::uuid and kind = 'message' and data ? 'email'
    order by occurred_at desc, seq desc limit 30`.execute(db);
  return rows.reverse();
}

/** The customer whose order has one of these numbers; null when none or several have. */
export async function customerOfOrder(db: ReadDb, numbers: readonly string[]): Promise<string | null> {
  if (numbers.length === 0) return null;
  const { rows } = await sql<{ id: string }>`
    select distinct customer_id as id from timeline_item
    where kind = 'order' and data ->> 'number' = any(${numbers}::text[]) limit 2`.execute(db);
  return rows.length === 1 ? (rows[0]?.id ?? null) : null;
}

/** The contact point of a marketplace's relay, made when it is new, and shared for good ([ID4]). */
export async function sharedPoint(work: Work, address: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into contact_point (id, kind, value, shared, created_at)
    values (${work.nextId()}::uuid, 'email', ${address}, true, ${work.at})
    on conflict (kind, value) do update set shared = true returning id`.execute(work.tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('an upsert gives a row');
  await sql`update contact_point_link set shared = true where contact_point_id = ${id}::uuid and not shared`.execute(
    work.tx,
  );
  return id;
}

/** A customer holds a relay's address, as shared and never as verified. */
export async function holdShared(
  work: Work,
  contactPointId: string,
  customerId: string,
  saidBy: string,
): Promise<void> {
  await sql`
    insert into contact_point_link (id, contact_point_id, customer_id, said_by, shared, since)
    values (${work.nextId()}::uuid, ${contactPointId}::uuid, ${customerId}::uuid, ${saidBy}, true, ${work.at})
    on conflict do nothing`.execute(work.tx);
}

/** Who holds a relay's address already: the customer of the order that it was made for; null for nobody or several. */
export async function holderOf(db: ReadDb, contactPointId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from contact_point_link where contact_point_id = ${contactPointId}::uuid and until is null
    limit 2`.execute(db);
  return rows.length === 1 ? (rows[0]?.id ?? null) : null;
}

/** How many automatic answers an address got lately, and whether the conversation ever had one. */
export async function autoAnswersSince(
  work: Work,
  at: { readonly contactPointId: string; readonly conversationId: string; readonly since: Date },
): Promise<{ toAddress: number; inConversation: number }> {
  const { rows } = await sql<{ toAddress: number; inConversation: number }>`
    select count(*) filter (where contact_point_id = ${at.contactPointId}::uuid and at > ${at.since})::int as "toAddress",
      count(*) filter (where conversation_id = ${at.conversationId}::uuid)::int as "inConversation"
    from email_auto_answer where conversation_id = ${at.conversationId}::uuid
      or contact_point_id = ${at.contactPointId}::uuid`.execute(work.tx);
  return rows[0] ?? { toAddress: 0, inConversation: 0 };
}

export async function insertAutoAnswer(
  work: Work,
  answer: { readonly contactPointId: string; readonly conversationId: string },
): Promise<void> {
  await sql`insert into email_auto_answer (id, contact_point_id, conversation_id, at)
    values (${work.nextId()}::uuid, ${answer.contactPointId}::uuid, ${answer.conversationId}::uuid, ${work.at})`.execute(
    work.tx,
  );
}

/** The leg of an item: its session and the contact point of that. */
export async function legOfItem(
  work: Work,
  itemId: string,
): Promise<{ sessionId: string | null; contactPointId: string | null; customerId: string } | null> {
  const { rows } = await sql<{ sessionId: string | null; contactPointId: string | null; customerId: string }>`
    select i.session_id as "sessionId", s.contact_point_id as "contactPointId", i.customer_id as "customerId"
    from timeline_item i left join session s on s.id = i.session_id where i.id = ${itemId}::uuid`.execute(work.tx);
  return rows[0] ?? null;
}

/** Number and subject of a conversation. */
export async function conversationHead(
  db: ReadDb,
  id: string,
): Promise<{ number: number; subject: string | null; locale: 'ja' | 'en' | null } | null> {
  const { rows } = await sql<{ number: number; subject: string | null; locale: 'ja' | 'en' | null }>`
    select c.number, c.subject, k.locale from conversation c join customer k on k.id = c.customer_id
    where c.id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** A mail that we sent: whom to, and the thread of its leg. */
export async function sentMail(
  db: ReadDb,
  messageId: string,
): Promise<{ customerId: string; contactPointId: string | null; thread: string | null } | null> {
  const { rows } = await sql<{ customerId: string; contactPointId: string | null; thread: string | null }>`
    select o.customer_id as "customerId", o.contact_point_id as "contactPointId", s.thread
    from outgoing o join timeline_item i on i.id = o.item_id left join session s on s.id = i.session_id
    where o.ref = ${messageId}`.execute(db);
  return rows[0] ?? null;
}
