import { type RawBuilder, sql } from 'kysely';
import { few } from '#server/db/few.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { PREPARED } from '#server/db/prepared.ts';
import type { Work } from '#server/work.ts';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';

export type HeldPoint = {
  readonly id: string;
  readonly kind: ContactPointKind;
  readonly linkId: string;
  readonly verifiedBy: string | null;
  readonly pointShared: boolean;
};

/** A contact point with the customer's hold on it, its row locked; null when they do not hold it now. */
export async function lockHeld(work: Work, contactPointId: string, customerId: string): Promise<HeldPoint | null> {
  const { rows } = await sql<HeldPoint>`
    select p.id, p.kind, l.id as "linkId", l.verified_by as "verifiedBy", p.shared as "pointShared"
    from contact_point p join contact_point_link l on l.contact_point_id = p.id
    where p.id = ${contactPointId} and l.customer_id = ${customerId} and l.until is null for update of p`.execute(
    work.tx,
  );
  return rows[0] ?? null;
}

/** Who holds a point now as verified and not shared; at most one ([ID1]). */
export async function verifiedHolderOf(work: Work, contactPointId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from contact_point_link
    where contact_point_id = ${contactPointId} and until is null and verified_by is not null and not shared`.execute(
    work.tx,
  );
  return rows[0]?.id ?? null;
}

/** How many hold it as verified, shared or not. */
export async function countVerified(work: Work, contactPointId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from contact_point_link
    where contact_point_id = ${contactPointId} and until is null and verified_by is not null`.execute(work.tx);
  return rows[0]?.n ?? 0;
}

/** Everybody who holds the point holds it as shared, or as their own ([ID4]). */
export async function setShared(work: Work, contactPointId: string, shared: boolean): Promise<void> {
  await sql`update contact_point set shared = ${shared} where id = ${contactPointId}`.execute(work.tx);
  await sql`update contact_point_link set shared = ${shared} where contact_point_id = ${contactPointId} and until is null`.execute(
    work.tx,
  );
}

/** The points that records of two threads both hold: what a household shares. */
export async function commonPoints(work: Work, one: readonly string[], other: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.contact_point_id as id from contact_point_link a
    join contact_point_link b on b.contact_point_id = a.contact_point_id
    where a.until is null and b.until is null and a.customer_id = any(${one}::uuid[])
      and b.customer_id = any(${other}::uuid[]) order by 1`.execute(work.tx);
  return rows.map((row) => row.id);
}

type Block = { readonly until: Date | null; readonly reason: string } | null;

export async function setBlocked(work: Work, contactPointId: string, block: Block): Promise<void> {
  await sql`update contact_point set blocked_at = ${block === null ? null : work.at}::timestamptz,
      blocked_until = ${block?.until ?? null}::timestamptz, blocked_reason = ${block?.reason ?? null}
    where id = ${contactPointId}`.execute(work.tx);
}

export async function setVerified(work: Work, linkId: string, verifiedBy: string): Promise<void> {
  await sql`update contact_point_link set verified_by = ${verifiedBy} where id = ${linkId}`.execute(work.tx);
}

/** The hold ends; the row stays and says from when to when it was. */
export async function endHold(work: Work, linkId: string): Promise<void> {
  await sql`update contact_point_link set until = ${work.at} where id = ${linkId}`.execute(work.tx);
}

/** Legs that run over a point which is somebody else's now come to their end; what was said on them stays. */
export async function endSessionsOn(work: Work, contactPointId: string, customerId: string): Promise<void> {
  await sql`update session set state = 'ended', ended_at = ${work.at}
    where contact_point_id = ${contactPointId} and customer_id = ${customerId} and state = 'active'`.execute(work.tx);
}

/** Which of these points are blocked at an instant; a statement for whoever reads more with it. */
export const blockedAmong = (ids: readonly string[], at: Date): RawBuilder<{ readonly id: string }> =>
  sql`${PREPARED}
    select id from contact_point where id = any(${few(ids, 'uuid')}) and blocked_at is not null
      and coalesce(blocked_until > ${at}, true)`;

/** Why a point is blocked at an instant; null when it is not. */
export async function blockReasonOf(db: ReadDb, id: string, at: Date): Promise<string | null> {
  const { rows } = await sql<{ reason: string }>`
    select coalesce(blocked_reason, '') as reason from contact_point
    where id = ${id} and blocked_at is not null and coalesce(blocked_until > ${at}, true)`.execute(db);
  return rows[0]?.reason ?? null;
}
