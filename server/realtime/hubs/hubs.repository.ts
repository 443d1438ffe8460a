import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';

/** What a hub says of itself each time it is beaten. */
export type OwnBeat = {
  readonly id: string;
  /** Frames it has sent. */
  readonly sent: number;
  readonly hears: readonly string[];
  /** Of its listening session; null while it has none. */
  readonly backendPid: number | null;
};

export type OtherHub = {
  readonly id: string;
  readonly sent: number;
  readonly hears: readonly string[];
  readonly dead: boolean;
};

export type Roll = {
  /** False when the others have given this hub up for dead: it slept, or had no database. */
  readonly known: boolean;
  /** The generation that versions of team topics count in now. */
  readonly teamGeneration: string;
  readonly others: readonly OtherHub[];
};

/** A hub that was not beaten for so long is dead, however its sessions look; one that lives beats every second. */
const SILENT_SECONDS = 4;
/** With its session gone too, this is enough: it had the time to beat with a new one. */
const GONE_SECONDS = 1.5;

const isDead = sql`(h.seen_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}::float8)
  or (h.seen_at < clock_timestamp() - make_interval(secs => ${GONE_SECONDS}::float8) and h.backend_pid is not null and not exists (
    select 1 from pg_stat_activity s where s.pid = h.backend_pid and s.backend_start = h.backend_started_at)))`;

const startOf = (pid: number | null) => sql`(select s.backend_start from pg_stat_activity s where s.pid = ${pid}::int)`;

/** Makes the hub's row, or beats it anew after the others had removed it. */
export async function registerHub(db: ReadDb, { id, sent, hears, backendPid }: OwnBeat): Promise<void> {
  await sql`
    insert into hub (id, started_at, seen_at, sent, hears, backend_pid, backend_started_at)
    values (${id}, clock_timestamp(), clock_timestamp(), ${sent}, ${hears}::text[], ${backendPid}::int, ${startOf(backendPid)})
    on conflict (id) do nothing`.execute(db);
}

/** Beats this hub's row and gives how the others stand, in one round trip. */
export async function beatHub(db: ReadDb, { id, sent, hears, backendPid }: OwnBeat): Promise<Roll> {
  const { rows } = await sql<{
    known: boolean;
    teamGeneration: string;
    id: string | null;
    sent: number;
    hears: string[];
    dead: boolean;
  }>`
    with own as (
      update hub set seen_at = clock_timestamp(), sent = ${sent}, hears = ${hears}::text[], backend_pid = ${backendPid}::int,
        backend_started_at = case when backend_pid is not distinct from ${backendPid}::int then backend_started_at else ${startOf(backendPid)} end
      where id = ${id} returning 1)
    select exists (select from own) as known, w.team_generation as "teamGeneration", h.id, h.sent, h.hears, ${isDead} as dead
    from workspace w left join hub h on h.id <> ${id}`.execute(db);
  const first = rows[0];
  if (first === undefined) throw new Error('the workspace has not been set up');
  const others = rows.flatMap(({ id: other, sent: told, hears: by, dead }) =>
    other === null ? [] : [{ id: other, sent: told, hears: by, dead }],
  );
  return { known: first.known, teamGeneration: first.teamGeneration, others };
}

/**
 * Removes a dead hub with its windows, and renews the generation of team topics: it may have died between a commit and the
 * tick that tells of it. True for the one hub that did it.
 */
export async function buryHub(db: ReadDb, id: string): Promise<boolean> {
  const { rows } = await sql`
    with gone as (delete from hub h where h.id = ${id} and ${isDead} returning 1)
    update workspace set team_generation = gen_random_uuid() where exists (select from gone) returning 1`.execute(db);
  return rows.length === 1;
}

/** A hub that stops has told everything: nobody has to fetch anew. */
export async function removeHub(db: ReadDb, id: string): Promise<void> {
  await sql`delete from hub where id = ${id}`.execute(db);
}
