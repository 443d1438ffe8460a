import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { SurveyFields, SurveySettings } from '#shared/domain/survey.ts';

type Row = { readonly teamId: string | null; readonly fields: SurveyFields; readonly revision: number };

const asSettings = ({ teamId, fields, revision }: Row): SurveySettings => ({
  ...fields,
  ...(teamId === null ? {} : { teamId }),
  revision,
});

/** Every row that somebody has set, the one for all teams first. */
export async function listSurveySettings(db: ReadDb): Promise<SurveySettings[]> {
  const { rows } = await sql<Row>`
    select s.team_id as "teamId", s.fields, s.revision from survey_setting s left join team t on t.id = s.team_id
    order by s.team_id is not null, t.name`.execute(db);
  return rows.map(asSettings);
}

/** What holds for a team: its own row, else that of all teams; null when nobody has set any. */
export async function surveySettingsOf(db: ReadDb, teamId: string): Promise<SurveySettings | null> {
  const { rows } = await sql<Row>`
    select team_id as "teamId", fields, revision from survey_setting where team_id = ${teamId}::uuid or team_id is null
    order by team_id is null limit 1`.execute(db);
  return rows[0] === undefined ? null : asSettings(rows[0]);
}

type Saving = { readonly teamId: string | null; readonly revision: number; readonly fields: SurveyFields };

/** Writes a row from the revision it was read at, 0 for a new one; null when that has moved on. */
export async function saveSurveySettings(work: Work, { teamId, revision, fields }: Saving): Promise<number | null> {
  const json = JSON.stringify(fields);
  const { rows } =
    revision === 0
      ? await sql<{ revision: number }>`
        insert into survey_setting (id, team_id, fields, updated_at)
        values (${work.nextId()}, ${teamId}::uuid, ${json}::jsonb, ${work.at})
        on conflict on constraint survey_setting_one_per_team do nothing returning revision`.execute(work.tx)
      : await sql<{ revision: number }>`
        update survey_setting set fields = ${json}::jsonb, revision = revision + 1, updated_at = ${work.at}
        where team_id is not distinct from ${teamId}::uuid and revision = ${revision} returning revision`.execute(
          work.tx,
        );
  return rows[0]?.revision ?? null;
}

/** A team asks as all do again; false when its row has moved on or is not there. */
export async function removeSurveySettings(work: Work, teamId: string, revision: number): Promise<boolean> {
  const { rows } = await sql`
    delete from survey_setting where team_id = ${teamId}::uuid and revision = ${revision} returning 1`.execute(work.tx);
  return rows.length === 1;
}

/** A team's name; null when there is no such team. */
export async function teamName(work: Work, teamId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select name from team where id = ${teamId}::uuid`.execute(work.tx);
  return rows[0]?.name ?? null;
}

/** The company's time zone, in which it is night. */
export async function workspaceZone(db: ReadDb): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select time_zone as zone from workspace`.execute(db);
  return rows[0]?.zone ?? 'UTC';
}
