import { sql } from 'kysely';
import type { Deps } from '#server/deps.ts';

type Raw = {
  readonly connectionId: string | null;
  /** A word of ours: `malformed`, `too_large`, `too_slow`, … */
  readonly reason: string;
  readonly detail: string;
  /** What may be shown of it in a list; holds nothing that could not be read safely. */
  readonly summary?: Readonly<Record<string, unknown>>;
  readonly raw: Buffer;
  readonly contentType: string;
};

/** Keeps what could not be taken in, whole, until somebody decides ([CH4]): nothing is dropped. Gives its id. */
export async function quarantineRaw(deps: Pick<Deps, 'db' | 'clock' | 'ids'>, q: Raw): Promise<string> {
  const id = deps.ids.next();
  await sql`
    insert into quarantine (id, connection_id, reason, detail, summary, raw, content_type, received_at)
    values (${id}, ${q.connectionId}, ${q.reason}, ${q.detail.slice(0, 1000)}, ${JSON.stringify(q.summary ?? {})}::jsonb,
      ${q.raw}, ${q.contentType}, ${deps.clock.now()})`.execute(deps.db);
  return id;
}
