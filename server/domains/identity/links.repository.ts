import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';

export type LinkRow = {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly undoneAt: Date | null;
};

export async function findLink(db: ReadDb, id: string): Promise<LinkRow | null> {
  const { rows } = await sql<LinkRow>`
    select id, customer_a as a, customer_b as b, undone_at as "undoneAt" from identity_link where id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}

type NewLink = {
  readonly id: string;
  readonly a: string;
  readonly b: string;
  readonly by: string;
  readonly reason: string | null;
};

/** A standing link of two records; the lower id first, so that a pair has one row. */
export async function insertLink(work: Work, { id, a, b, by, reason }: NewLink): Promise<void> {
  const [low, high] = a < b ? [a, b] : [b, a];
  await sql`insert into identity_link (id, customer_a, customer_b, reason, linked_at, linked_by)
    values (${id}, ${low}, ${high}, ${reason}, ${work.at}, ${by})`.execute(work.tx);
}

/** Takes a link back; false when somebody else was first. */
export async function undoLink(work: Work, id: string, by: string, reason: string | null): Promise<boolean> {
  const { rows } = await sql`
    update identity_link set undone_at = ${work.at}, undone_by = ${by}, undone_reason = ${reason}
    where id = ${id} and undone_at is null returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** The links that stand among these records. */
export async function standingLinks(db: ReadDb, members: readonly string[]): Promise<{ a: string; b: string }[]> {
  const { rows } = await sql<{ a: string; b: string }>`
    select customer_a as a, customer_b as b from identity_link
    where undone_at is null and customer_a = any(${members}::uuid[])`.execute(db);
  return rows;
}

/**
 * Writes down a set of records as one thread, or as one that stands alone. Whoever had some of it open before has not
 * missed what is older than this. The caller has locked all of them.
 */
export async function writeThread(work: Work, members: readonly string[]): Promise<void> {
  const threadId = members.length < 2 ? null : [...members].sort()[0];
  await sql`update customer set thread_id = ${threadId ?? null}::uuid,
      thread_seq = case when ${threadId ?? null}::uuid is null then null else last_seq end
    where id = any(${members}::uuid[])`.execute(work.tx);
}

/** Legs that run over a record which is on the conversation's thread no more come to their end. */
export async function endCrossingSessions(work: Work, members: readonly string[]): Promise<void> {
  await sql`
    update session s set state = 'ended', ended_at = ${work.at}
    from conversation v join customer c on c.id = v.customer_id, customer m
    where v.id = s.conversation_id and m.id = s.customer_id and s.state = 'active'
      and v.customer_id = any(${members}::uuid[]) and m.id <> c.id
      and (m.thread_id is null or m.thread_id is distinct from c.thread_id)`.execute(work.tx);
}

export type NewEvent = {
  readonly event: string;
  readonly customerId: string;
  readonly otherId?: string | undefined;
  readonly contactPointId?: string | undefined;
  readonly linkId?: string | undefined;
  readonly reason?: string | undefined;
  readonly by: string | null;
};

/** Puts a decision on record. */
export async function insertEvent(work: Work, e: NewEvent): Promise<void> {
  await sql`insert into identity_event (id, at, agent_id, event, customer_id, other_id, contact_point_id, link_id, reason)
    values (${work.nextId()}, ${work.at}, ${e.by}::uuid, ${e.event}, ${e.customerId}, ${e.otherId ?? null}::uuid,
      ${e.contactPointId ?? null}::uuid, ${e.linkId ?? null}::uuid, ${e.reason ?? null})`.execute(work.tx);
}
