import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Locale } from '#shared/domain/people.ts';

/** The workspace's settings and secrets. There is one row. */
export type Workspace = {
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly generation: string;
  readonly signingKeyPublic: string;
  readonly signingKeyPrivate: string;
  readonly widgetSecret: string;
  readonly demo: boolean;
  /** Simulated customers come by themselves; only in a demo. */
  readonly simulation: boolean;
};

export async function findWorkspace(db: ReadDb): Promise<Workspace | null> {
  const { rows } = await sql<Workspace>`
    select name, locale, time_zone as "timeZone", generation::text as generation, signing_key_public as "signingKeyPublic",
      signing_key_private as "signingKeyPrivate", widget_secret as "widgetSecret", demo, demo and simulation as simulation from workspace`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Switches simulated customers on or off; false, with nothing done, where there is no demo. */
export async function setSimulation(db: ReadDb, active: boolean): Promise<boolean> {
  const { rows } = await sql`update workspace set simulation = ${active} where demo returning 1`.execute(db);
  return rows.length === 1;
}

/** Of two hubs that start at once one makes the workspace; the other waits for it and gets false. */
export async function insertWorkspace(db: ReadDb, w: Workspace, at: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into workspace (name, locale, time_zone, generation, signing_key_public, signing_key_private, widget_secret, demo, created_at)
    values (${w.name}, ${w.locale}, ${w.timeZone}, ${w.generation}::uuid, ${w.signingKeyPublic}, ${w.signingKeyPrivate},
      ${w.widgetSecret}, ${w.demo}, ${at}) on conflict do nothing returning 1`.execute(db);
  return rows.length === 1;
}

export async function insertDefaultTeam(db: ReadDb, team: { id: string; name: string; at: Date }): Promise<void> {
  await sql`insert into team (id, name, is_default, created_at) values (${team.id}, ${team.name}, true, ${team.at})
    on conflict do nothing`.execute(db);
}

export type CategoryRow = {
  readonly id: string;
  readonly parentId: string | null;
  readonly ja: string;
  readonly en: string;
  readonly position: number;
};

export async function insertCategory(db: ReadDb, c: CategoryRow): Promise<void> {
  await sql`insert into category (id, parent_id, name_ja, name_en, position)
    values (${c.id}, ${c.parentId}::uuid, ${c.ja}, ${c.en}, ${c.position})`.execute(db);
}

export async function insertOutcome(
  db: ReadDb,
  o: { code: string; ja: string; en: string; position: number },
): Promise<void> {
  await sql`insert into outcome (code, name_ja, name_en, position) values (${o.code}, ${o.ja}, ${o.en}, ${o.position})
    on conflict do nothing`.execute(db);
}
