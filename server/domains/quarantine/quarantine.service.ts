import type { Asking } from '#server/asking.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { AppError } from '#server/errors.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import type { Work } from '#server/work.ts';
import type { Quarantined } from '#shared/domain/quarantined.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { QueryParsed } from '#shared/wire/queries.ts';
import {
  countOpen,
  decideQuarantined,
  findQuarantined,
  type QuarantineRow,
  quarantinedBytes,
  quarantinePage,
} from './quarantine.repository.ts';

/** Reads a released one again; see release-quarantined. */
export const RELEASE_TASK = 'quarantine_release';

const SHOWN_BYTES = 16_000;

/** As it is told to those who decide. */
function asQuarantined(row: QuarantineRow): Quarantined {
  const { from, subject, date, itemId, customerId } = row.summary;
  return {
    id: row.id,
    ...(row.connectionId === null ? {} : { connectionId: row.connectionId }),
    ...(row.connectionName === null ? {} : { connectionName: row.connectionName }),
    ...(row.channel === null ? {} : { channel: row.channel }),
    reason: row.reason,
    ...(row.detail === null ? {} : { detail: row.detail }),
    summary: {
      ...(from === undefined ? {} : { from }),
      ...(subject === undefined ? {} : { subject }),
      ...(date === undefined ? {} : { date }),
    },
    size: row.size,
    contentType: row.contentType,
    receivedAt: row.receivedAt.toISOString(),
    state: row.state,
    ...(row.decidedBy === null ? {} : { decidedBy: row.decidedBy }),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt.toISOString() }),
    ...(itemId === undefined ? {} : { itemId }),
    ...(customerId === undefined ? {} : { customerId }),
  };
}

/** A page of what is in one state, and how much waits in all. */
export async function listQuarantined(
  db: ReadDb,
  { state, before, limit }: QueryParsed<'quarantine.list'>,
): Promise<{ rows: Quarantined[]; open: number }> {
  const rows = await quarantinePage(db, { state, before, limit });
  return { rows: rows.map(asQuarantined), open: await countOpen(db) };
}

/** One with the beginning of its source: as text, controls left out, card numbers masked. Throws `not_found`. */
export async function openQuarantined(
  db: ReadDb,
  id: string,
): Promise<{ row: Quarantined; source: string; more: boolean }> {
  const row = await findQuarantined(db, id);
  const bytes = await quarantinedBytes(db, id, SHOWN_BYTES);
  if (row === null || bytes === null) throw new AppError('not_found');
  const text = new TextDecoder('utf-8').decode(bytes).replace(/[^\P{C}\n\t]/gu, '');
  return { row: asQuarantined(row), source: maskSensitive(text), more: row.size > SHOWN_BYTES };
}

/** Decides once, on record; a release is carried out by a job. Throws `not_found`, `wrong_state` for what is decided. */
export async function decide(work: Work, asking: Asking, id: string, state: 'released' | 'discarded'): Promise<void> {
  if (!(await decideQuarantined(work, id, state, asking.actor.id))) {
    const row = await findQuarantined(work.tx, id);
    if (row === null) throw new AppError('not_found');
    throw new AppError('wrong_state', { details: { state: row.state } });
  }
  if (state === 'released') await addJob(work.tx, RELEASE_TASK, { id }, { key: `${RELEASE_TASK}:${id}` });
}
