import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Locale } from '#shared/domain/people.ts';

export type FriendState = 'friend' | 'blocked';
export type Friend = {
  readonly state: FriendState;
  readonly changedAt: Date;
  readonly name: string | null;
  readonly locale: Locale | null;
  readonly profileAt: Date | null;
};

type Of = { readonly connectionId: string; readonly userId: string };

export async function findFriend(db: ReadDb, { connectionId, userId }: Of): Promise<Friend | null> {
  const { rows } = await sql<Friend>`
    select state, changed_at as "changedAt", name, locale, profile_at as "profileAt" from line_friend
    where connection_id = ${connectionId}::uuid and user_id = ${userId}`.execute(db);
  return rows[0] ?? null;
}

/** Sets whether a user is our friend as of a time; a word that comes late changes nothing newer. */
export async function setFriend(db: ReadDb, of: Of, state: FriendState, at: Date): Promise<void> {
  await sql`
    insert into line_friend as f (connection_id, user_id, state, changed_at)
    values (${of.connectionId}, ${of.userId}, ${state}, ${at})
    on conflict (connection_id, user_id) do update set state = excluded.state, changed_at = excluded.changed_at
    where f.changed_at <= excluded.changed_at`.execute(db);
}

type Profile = { readonly name: string | null; readonly locale: Locale | null; readonly at: Date };

export async function saveProfile(db: ReadDb, of: Of, p: Profile): Promise<void> {
  await sql`
    update line_friend set name = ${p.name}, locale = ${p.locale}, profile_at = ${p.at}
    where connection_id = ${of.connectionId}::uuid and user_id = ${of.userId}`.execute(db);
}

/** Keeps the newest reply token of a user; sealed, for whoever has it may speak in our name. */
export async function keepReplyToken(db: ReadDb, of: Of, token: Buffer, expiresAt: Date): Promise<void> {
  await sql`
    insert into line_reply_token as t (connection_id, user_id, token, expires_at)
    values (${of.connectionId}, ${of.userId}, ${token}, ${expiresAt})
    on conflict (connection_id, user_id) do update set token = excluded.token, expires_at = excluded.expires_at
    where t.expires_at <= excluded.expires_at`.execute(db);
}

/** How an item left when it was first tried. */
export type Attempt = {
  readonly token: Buffer | null;
  readonly expiresAt: Date | null;
  /** This is the call that decided it. */
  readonly isFirst: boolean;
};

/**
 * Decides by which way an item leaves, once and for ever: by the user's fresh reply token, which nothing else gets then,
 * or by a push.
 */
export async function attemptOf(db: ReadDb, of: Of, ref: string, now: Date): Promise<Attempt> {
  const decided = await sql`
    with taken as (
      delete from line_reply_token where connection_id = ${of.connectionId}::uuid and user_id = ${of.userId}
        and not exists (select 1 from line_attempt where ref = ${ref}) returning token, expires_at)
    insert into line_attempt (ref, token, expires_at)
    select ${ref}, t.token, t.expires_at from (select 1) one left join taken t on t.expires_at > ${now}
    on conflict (ref) do nothing returning 1`.execute(db);
  const { rows } = await sql<Omit<Attempt, 'isFirst'>>`
    select token, expires_at as "expiresAt" from line_attempt where ref = ${ref}`.execute(db);
  return { ...(rows[0] ?? { token: null, expiresAt: null }), isFirst: decided.rows.length > 0 };
}

/** Nothing came of an attempt: gives the token back, unless a newer one is there, and leaves the way open. */
export async function undoAttempt(db: ReadDb, of: Of, ref: string): Promise<void> {
  await sql`
    with undone as (delete from line_attempt where ref = ${ref} returning token, expires_at)
    insert into line_reply_token (connection_id, user_id, token, expires_at)
    select ${of.connectionId}::uuid, ${of.userId}, token, expires_at from undone where token is not null
    on conflict (connection_id, user_id) do nothing`.execute(db);
}

/** The token was no good and nothing was sent by it: from here on the item is pushed. */
export async function pushInstead(db: ReadDb, ref: string): Promise<void> {
  await sql`update line_attempt set token = null, expires_at = null where ref = ${ref}`.execute(db);
}

export type Quota = { readonly most: number | null; readonly used: number; readonly readAt: Date };

export async function findQuota(db: ReadDb, connectionId: string): Promise<Quota | null> {
  const { rows } = await sql<Quota>`
    select most, used, read_at as "readAt" from line_quota where connection_id = ${connectionId}::uuid`.execute(db);
  return rows[0] ?? null;
}

export async function saveQuota(db: ReadDb, connectionId: string, q: Quota): Promise<void> {
  await sql`
    insert into line_quota (connection_id, most, used, read_at) values (${connectionId}, ${q.most}, ${q.used}, ${q.readAt})
    on conflict (connection_id) do update set most = excluded.most, used = excluded.used, read_at = excluded.read_at`.execute(
    db,
  );
}

/** True when an event that speaks of this message is still to be worked on: it has to come first. */
export async function isStillToCome(db: ReadDb, connectionId: string, messageId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from webhook_event where connection_id = ${connectionId}::uuid and state = 'new'
      and position(convert_to(${`"id":"${messageId}"`}, 'UTF8') in body) > 0 limit 1`.execute(db);
  return rows.length > 0;
}

/** The user behind a contact point; null for none. */
export async function userOf(db: ReadDb, contactPointId: string | null): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`
    select value from contact_point where id = ${contactPointId}::uuid`.execute(db);
  return rows[0]?.value ?? null;
}

/** The language in which the hub says something itself. */
export async function workspaceLocale(db: ReadDb): Promise<Locale> {
  const { rows } = await sql<{ locale: Locale }>`select locale from workspace`.execute(db);
  return rows[0]?.locale ?? 'ja';
}
