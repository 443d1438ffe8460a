import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import { DEFAULT_JOURNEY_RULES, type JourneyRules } from '#shared/domain/journey/rules.ts';

export type KeptRules = { readonly rules: JourneyRules; readonly revision: number; readonly shown: boolean };

/** The rules that hold: those of the program until a lead has kept others. */
export async function journeyRules(db: ReadDb): Promise<KeptRules> {
  const { rows } = await sql<{ rules: JourneyRules | null; revision: number; shown: boolean }>`
    select rules, revision, shown from journey_rules`.execute(db);
  const { rules = null, revision = 1, shown = false } = rows[0] ?? {};
  return { rules: rules ?? DEFAULT_JOURNEY_RULES, revision, shown };
}

/** The new revision, or null when somebody else was first. */
export async function keepRules(
  work: Work,
  rules: JourneyRules,
  { revision, by }: { readonly revision: number; readonly by: string },
): Promise<number | null> {
  const { rows } = await sql<{ revision: number }>`
    update journey_rules set rules = ${JSON.stringify(rules)}::jsonb, revision = revision + 1, changed_by = ${by}, changed_at = ${work.at}
    where revision = ${revision} returning revision`.execute(work.tx);
  return rows[0]?.revision ?? null;
}

export async function setShown(work: Work, shown: boolean): Promise<void> {
  await sql`update journey_rules set shown = ${shown}`.execute(work.tx);
}
