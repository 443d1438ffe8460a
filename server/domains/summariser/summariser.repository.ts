import { sql } from 'kysely';
import type { ReadDb } from '#server/db/handle.ts';
import type { Work } from '#server/work.ts';
import type { Redaction } from '#shared/domain/summariser.ts';

export type SummariserRecord = {
  readonly enabled: boolean;
  readonly baseUrl: string;
  readonly model: string;
  /** Sealed. */
  readonly apiKey: Buffer | null;
  readonly redacts: readonly Redaction[];
  readonly revision: number;
};

export async function readSummariser(db: ReadDb): Promise<SummariserRecord | null> {
  const { rows } = await sql<SummariserRecord>`
    select enabled, base_url as "baseUrl", model, api_key as "apiKey", redacts, revision from summariser`.execute(db);
  return rows[0] ?? null;
}

/** Null when the revision moved on. */
export async function saveSummariser(
  work: Work,
  { revision, ...s }: SummariserRecord,
): Promise<{ readonly revision: number } | null> {
  const { rows } = await sql<{ revision: number }>`
    insert into summariser (id, enabled, base_url, model, api_key, redacts, changed_at)
    select 1, ${s.enabled}, ${s.baseUrl}, ${s.model}, ${s.apiKey}, ${s.redacts}::text[], ${work.at}
    where ${revision} = 0 or exists (select 1 from summariser)
    on conflict (id) do update set enabled = excluded.enabled, base_url = excluded.base_url, model = excluded.model,
      api_key = excluded.api_key, redacts = excluded.redacts, changed_at = excluded.changed_at,
      revision = summariser.revision + 1
      where summariser.revision = ${revision}
    returning revision`.execute(work.tx);
  return rows[0] ?? null;
}
