import { AppError } from '#server/errors.ts';
import type { ErrorCode } from '#shared/wire/errors.ts';
import type { IngestLine } from '#shared/wire/ingest.ts';
import type { RawLine } from './ingest.service.ts';
import type { FileLine } from './read-lines.ts';

/** What an import did so far. `lines` counts lines with something on them. */
export type ImportCounts = {
  readonly lines: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
};

export type ImportStep = ImportCounts & {
  /** The number of the last line that is settled, blank ones counted, and where it ends in the file. */
  readonly lastLine: number;
  readonly bytes: number;
  /** What was refused in this step. */
  readonly refused: readonly IngestLine[];
};

type Options = {
  readonly lines: AsyncIterable<FileLine>;
  /** Lines up to this number are settled by an earlier run. */
  readonly after: number;
  /** Lines sent together. */
  readonly window: number;
  readonly send: (lines: readonly RawLine[]) => Promise<readonly IngestLine[]>;
};

/** With these nothing is wrong with the line: the import stops, and goes on when it is run again. */
const STOPS: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'database_unreachable',
  'hub_unreachable',
  'disk_full',
  'rate_limited',
]);

/**
 * Sends lines window by window, in order, and tells after each what came of it. Bad lines are told and stop no other;
 * a hub or database that is not there stops the import with its error.
 */
export async function* importLines({ lines, after, window, send }: Options): AsyncGenerator<ImportStep> {
  let counts: ImportCounts = { lines: 0, accepted: 0, duplicates: 0, rejected: 0 };
  let batch: FileLine[] = [];
  for await (const line of lines) {
    if (line.raw.line <= after) continue;
    batch.push(line);
    if (batch.length < window) continue;
    const step = await settle(batch, counts, send);
    counts = step;
    yield step;
    batch = [];
  }
  if (batch.length > 0) yield await settle(batch, counts, send);
}

async function settle(batch: readonly FileLine[], before: ImportCounts, send: Options['send']): Promise<ImportStep> {
  const answers = await send(batch.map(({ raw }) => raw));
  const stopped = answers.find((answer) => answer.error !== undefined && STOPS.has(answer.error.code));
  if (stopped?.error !== undefined) {
    throw new AppError(stopped.error.code, { details: { ...stopped.error.details, line: stopped.line } });
  }
  const count = (status: IngestLine['status']) => answers.filter((answer) => answer.status === status).length;
  return {
    lines: before.lines + answers.length,
    accepted: before.accepted + count('accepted'),
    duplicates: before.duplicates + count('duplicate'),
    rejected: before.rejected + count('rejected'),
    lastLine: batch.at(-1)?.raw.line ?? 0,
    bytes: batch.at(-1)?.bytes ?? 0,
    refused: answers.filter((answer) => answer.status === 'rejected'),
  };
}
