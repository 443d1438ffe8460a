import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Knock, SignOnLink } from '#shared/domain/sign-on.ts';

type NewLink = Pick<SignOnLink, 'issuer' | 'subject' | 'agentId' | 'shown' | 'how'>;

/** Throws a lost race (unique index) when the account was linked meanwhile: the work runs again and sees it. */
export async function insertLink(work: Work, link: NewLink): Promise<void> {
  await sql`insert into sign_on_link (issuer, subject, agent_id, shown, how, linked_at)
    values (${link.issuer}, ${link.subject}, ${link.agentId}, ${link.shown}, ${link.how}, ${work.at})`.execute(work.tx);
  await sql`delete from sign_on_knock where issuer = ${link.issuer} and subject = ${link.subject}`.execute(work.tx);
  await sql`delete from sign_on_refused where issuer = ${link.issuer} and subject = ${link.subject}`.execute(work.tx);
}

/** Whose an account is, locked until the work ends; null when it is nobody's. */
export async function ownerOfAccount(work: Work, issuer: string, subject: string): Promise<string | null> {
  const { rows } = await sql<{ agentId: string }>`select agent_id as "agentId" from sign_on_link
    where issuer = ${issuer} and subject = ${subject} for update`.execute(work.tx);
  return rows[0]?.agentId ?? null;
}

/** Takes a link away; gives what it was, null when it is not there. */
export async function deleteLink(work: Work, issuer: string, subject: string): Promise<{ agentId: string } | null> {
  const { rows } = await sql<{ agentId: string }>`delete from sign_on_link
    where issuer = ${issuer} and subject = ${subject} returning agent_id as "agentId"`.execute(work.tx);
  return rows[0] ?? null;
}

/** An account whose link was taken away makes no newcomer, until it is linked again. */
export async function refuseAccount(work: Work, issuer: string, subject: string): Promise<void> {
  await sql`insert into sign_on_refused (issuer, subject, at) values (${issuer}, ${subject}, ${work.at})
    on conflict do nothing`.execute(work.tx);
}

export async function isRefusedAccount(work: Work, issuer: string, subject: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sign_on_refused where issuer = ${issuer} and subject = ${subject}`.execute(
    work.tx,
  );
  return rows.length === 1;
}

type LinkRow = Omit<SignOnLink, 'linkedAt' | 'lastUsedAt'> & {
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Links of everybody, or of one. */
export async function listLinks(db: ReadDb, only: string | null = null): Promise<SignOnLink[]> {
  const { rows } = await sql<LinkRow>`
    select l.issuer, l.subject, l.agent_id as "agentId", l.shown, l.how, l.linked_at as "linkedAt",
      l.last_used_at as "lastUsedAt" from sign_on_link l join agent a on a.id = l.agent_id
    where ${only}::uuid is null or l.agent_id = ${only}::uuid order by a.name, l.agent_id, l.linked_at`.execute(db);
  return rows.map(({ linkedAt, lastUsedAt, ...link }) => ({
    ...link,
    linkedAt: linkedAt.toISOString(),
    ...(lastUsedAt === null ? {} : { lastUsedAt: lastUsedAt.toISOString() }),
  }));
}

/** Who came from this provider and is nobody here, the newest first. */
export async function listKnocks(db: ReadDb, issuer: string): Promise<Knock[]> {
  const { rows } = await sql<Omit<Knock, 'at'> & { at: Date }>`
    select id, subject, name, email, at, times from sign_on_knock where issuer = ${issuer}
    order by at desc, id limit 200`.execute(db);
  return rows.map(({ at, ...knock }) => ({ ...knock, at: at.toISOString() }));
}

/** Takes one of them, for whoever decides about it; null when somebody was first. */
export async function takeKnock(
  work: Work,
  id: string,
): Promise<{ issuer: string; subject: string; name: string; email: string } | null> {
  const { rows } = await sql<{ issuer: string; subject: string; name: string; email: string }>`
    delete from sign_on_knock where id = ${id} returning issuer, subject, name, email`.execute(work.tx);
  return rows[0] ?? null;
}

/** Whoever is linked, as far as a link needs it. */
export async function findPerson(
  work: Work,
  id: string,
): Promise<{ name: string; active: boolean; role: string; hasPassword: boolean } | null> {
  const { rows } = await sql<{ name: string; active: boolean; role: string; hasPassword: boolean }>`
    select name, active, role, password_hash is not null as "hasPassword" from agent where id = ${id} for no key update`.execute(
    work.tx,
  );
  return rows[0] ?? null;
}
