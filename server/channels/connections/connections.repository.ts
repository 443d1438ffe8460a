import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Channel } from '#shared/domain/channels.ts';

/** A connection as it is stored. */
export type ConnectionRecord = {
  readonly id: string;
  readonly channel: Channel;
  readonly adapter: string;
  readonly name: string;
  readonly teamId: string | null;
  readonly settings: Record<string, unknown>;
  readonly secrets: Buffer | null;
  readonly pathToken: string;
  readonly state: 'active' | 'paused';
  readonly lastOkAt: Date | null;
  readonly lastErrorAt: Date | null;
  readonly lastErrorCode: string | null;
  readonly lastErrorDetail: string | null;
  readonly cursor: Record<string, unknown>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const columns = sql`id, channel, adapter, name, team_id as "teamId", settings, secrets, path_token as "pathToken", state,
  last_ok_at as "lastOkAt", last_error_at as "lastErrorAt", last_error_code as "lastErrorCode",
  last_error_detail as "lastErrorDetail", cursor, created_at as "createdAt", updated_at as "updatedAt"`;

export async function findConnection(db: ReadDb, id: string): Promise<ConnectionRecord | null> {
  const { rows } =
    await sql<ConnectionRecord>`select ${columns} from channel_connection where id = ${id}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** As `findConnection`, held until the transaction ends. */
export async function lockConnection(db: ReadDb, id: string): Promise<ConnectionRecord | null> {
  const { rows } = await sql<ConnectionRecord>`
    select ${columns} from channel_connection where id = ${id}::uuid for no key update`.execute(db);
  return rows[0] ?? null;
}

/** By the unguessable part of its webhook's address. */
export async function findConnectionByToken(
  db: ReadDb,
  adapter: string,
  token: string,
): Promise<ConnectionRecord | null> {
  const { rows } = await sql<ConnectionRecord>`
    select ${columns} from channel_connection where adapter = ${adapter} and path_token = ${token}`.execute(db);
  return rows[0] ?? null;
}

/** All of them, or those of one channel, oldest first. */
export async function listConnections(db: ReadDb, channel?: Channel): Promise<ConnectionRecord[]> {
  const of = channel === undefined ? sql`` : sql`where channel = ${channel}`;
  const { rows } = await sql<ConnectionRecord>`
    select ${columns} from channel_connection ${of} order by created_at, id`.execute(db);
  return rows;
}

/** How much waits for each connection, and how much of it failed. */
export async function countWaiting(db: ReadDb): Promise<Map<string, { waiting: number; failed: number }>> {
  const { rows } = await sql<{ id: string; waiting: number; failed: number }>`
    select id, sum(waiting)::int as waiting, sum(failed)::int as failed from (
      select connection_id as id, count(*) as waiting, 0 as failed from outgoing
        where state in ('queued', 'sending', 'unknown') group by 1
      union all
      select connection_id, count(*) filter (where state = 'new'), count(*) filter (where state = 'failed')
        from webhook_event where state <> 'done' group by 1) counted group by id`.execute(db);
  return new Map(rows.map(({ id, waiting, failed }) => [id, { waiting, failed }]));
}

type Insert = Pick<
  ConnectionRecord,
  'id' | 'channel' | 'adapter' | 'name' | 'teamId' | 'settings' | 'secrets' | 'pathToken'
> & { readonly at: Date };

export async function insertConnection(db: ReadDb, c: Insert): Promise<void> {
  await sql`
    insert into channel_connection (id, channel, adapter, name, team_id, settings, secrets, path_token, created_at, updated_at)
    values (${c.id}, ${c.channel}, ${c.adapter}, ${c.name}, ${c.teamId}, ${JSON.stringify(c.settings)}::jsonb, ${c.secrets},
      ${c.pathToken}, ${c.at}, ${c.at})`.execute(db);
}

type Patch = Partial<Pick<ConnectionRecord, 'name' | 'teamId' | 'settings' | 'secrets' | 'state' | 'pathToken'>>;

/** Changes what is given; what runs on the connection starts anew with it. */
export async function patchConnection(db: ReadDb, id: string, patch: Patch, at: Date): Promise<void> {
  const set = [sql`updated_at = ${at}`];
  if (patch.name !== undefined) set.push(sql`name = ${patch.name}`);
  if (patch.teamId !== undefined) set.push(sql`team_id = ${patch.teamId}::uuid`);
  if (patch.settings !== undefined) set.push(sql`settings = ${JSON.stringify(patch.settings)}::jsonb`);
  if (patch.secrets !== undefined) set.push(sql`secrets = ${patch.secrets}`);
  if (patch.state !== undefined) set.push(sql`state = ${patch.state}`);
  if (patch.pathToken !== undefined) set.push(sql`path_token = ${patch.pathToken}`);
  await sql`update channel_connection set ${sql.join(set)} where id = ${id}::uuid`.execute(db);
}

/** It worked just now: an older error is over. Written at most every ten seconds, for it may happen often. */
export async function markWorked(db: ReadDb, id: string, at: Date): Promise<void> {
  await sql`
    update channel_connection set last_ok_at = ${at}, last_error_code = null, last_error_detail = null
    where id = ${id}::uuid and (last_error_code is not null or last_ok_at is null
      or last_ok_at < ${at}::timestamptz - interval '10 seconds')`.execute(db);
}

export async function markFailed(
  db: ReadDb,
  id: string,
  at: Date,
  error: { code: string; detail: string },
): Promise<void> {
  await sql`
    update channel_connection set last_error_at = ${at}, last_error_code = ${error.code},
      last_error_detail = ${error.detail.slice(0, 500)}
    where id = ${id}::uuid`.execute(db);
}

export async function writeCursor(db: ReadDb, id: string, cursor: Readonly<Record<string, unknown>>): Promise<void> {
  await sql`update channel_connection set cursor = ${JSON.stringify(cursor)}::jsonb where id = ${id}::uuid`.execute(db);
}

/** Removes one that nothing stands on yet; false when something does. */
export async function removeUnused(db: ReadDb, id: string): Promise<boolean> {
  const { rows } = await sql`
    with events as (delete from webhook_event where connection_id = ${id}::uuid
      and not exists (select 1 from session where connection_id = ${id}::uuid)
      and not exists (select 1 from outgoing where connection_id = ${id}::uuid)
      and not exists (select 1 from quarantine where connection_id = ${id}::uuid))
    delete from channel_connection c where id = ${id}::uuid
      and not exists (select 1 from session where connection_id = c.id)
      and not exists (select 1 from outgoing where connection_id = c.id)
      and not exists (select 1 from quarantine where connection_id = c.id)
    returning 1`.execute(db);
  return rows.length === 1;
}
