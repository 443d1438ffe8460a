import { SingleBar } from 'cli-progress';
import { z } from 'zod';
import type { ConfigOptions } from '#server/config.ts';
import { type ImportStep, importLines } from '#server/domains/ingest/import-lines.ts';
import { findImport, type ImportProgress, saveImport } from '#server/domains/ingest/import-progress.repository.ts';
import { WINDOW } from '#server/domains/ingest/ingest.service.ts';
import { readLines } from '#server/domains/ingest/read-lines.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { AppError } from '#server/errors.ts';
import type { IngestLine } from '#shared/wire/ingest.ts';
import type { CommonOptions } from './act.ts';
import { type ImportSource, openSource } from './import/file.ts';
import { directSender, hubSender, type Sender } from './import/senders.ts';
import type { Output } from './output.ts';
import { EXIT } from './output.ts';
import { readArgument } from './read-argument.ts';
import { type CommandData, withData } from './with-data.ts';

type Options = ConfigOptions & CommonOptions & { readonly hub?: string; readonly key?: string };

/** Refused lines that are named; the rest are counted. */
const NAMED = 100;

type Summary = {
  readonly file: string;
  /** Lines with something on them, those of earlier runs counted. */
  readonly lines: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** The line after which this run went on, 0 from the start. */
  readonly resumedAfter: number;
  readonly seconds: number;
  readonly refused: readonly { readonly line: number; readonly code: string; readonly message: string }[];
};

/**
 * `tsunagi import FILE`: into the hub's data, whether a hub runs or not; with `--hub` and `--key` through a hub anywhere.
 * A run that was cut off goes on where it stopped; a file that is in changes nothing. Fails when a line was refused.
 */
export async function runImport(output: Output, file: string, options: Options): Promise<number> {
  const started = performance.now();
  const source = await openSource(file);
  const watch = progressBar(output, source);
  const run = async (send: Sender, book: Book | null) => importAll(source, send, book, watch.step);
  const done =
    options.hub === undefined
      ? await withData(options, async (data) => {
          await ensureWorkspace(data);
          return run(directSender(data), source.hash === null ? null : bookOf(data, source.hash));
        }).finally(watch.stop)
      : await run(hubSender(remoteOf(options, options.hub)), null).finally(watch.stop);
  const summary: Summary = { file, ...done, seconds: Math.round(performance.now() - started) / 1000 };
  output.result(summary, forPeople(summary));
  return summary.rejected > 0 ? EXIT.failed : EXIT.done;
}

function remoteOf(options: Options, hub: string): { hub: string; key: string } {
  if (options.key === undefined) {
    throw new AppError('bad_config', {
      details: { setting: '--key', found: 'none', expected: 'a key of the hub: tsunagi key add NAME' },
    });
  }
  return { hub: readArgument('--hub', hub, z.url({ protocol: /^https?$/ }), 'http://HOST:PORT'), key: options.key };
}

/** Where it is written how far a file came. */
type Book = {
  readonly read: () => Promise<ImportProgress | null>;
  readonly write: (progress: ImportProgress) => Promise<void>;
};

const bookOf = (data: CommandData, hash: Buffer): Book => ({
  read: () => findImport(data, hash),
  write: (progress) => saveImport(data, hash, progress),
});

type Done = Omit<Summary, 'file' | 'seconds'>;

async function importAll(
  source: ImportSource,
  send: Sender,
  book: Book | null,
  onStep: (step: ImportStep) => void,
): Promise<Done> {
  const before = await book?.read();
  // Lines that were refused are tried again and told again; what is in already comes back as duplicate.
  const resume = before && before.rejected === 0 ? before : null;
  const after = resume?.linesDone ?? 0;
  const earlier = resume === null ? 0 : resume.accepted + resume.duplicates;
  const refused: IngestLine[] = [];
  let counts = { lines: 0, accepted: 0, duplicates: 0, rejected: 0 };
  for await (const step of importLines({ lines: readLines(source.open()), after, window: WINDOW, send })) {
    counts = { lines: step.lines, accepted: step.accepted, duplicates: step.duplicates, rejected: step.rejected };
    refused.push(...step.refused.slice(0, NAMED - refused.length));
    await book?.write({
      linesDone: step.lastLine,
      accepted: (resume?.accepted ?? 0) + step.accepted,
      duplicates: (resume?.duplicates ?? 0) + step.duplicates,
      rejected: step.rejected,
    });
    onStep(step);
  }
  return {
    lines: counts.lines + earlier,
    accepted: counts.accepted,
    duplicates: counts.duplicates + earlier,
    rejected: counts.rejected,
    resumedAfter: after,
    refused: refused.map(({ line, error }) => ({ line, code: error?.code ?? '', message: error?.message ?? '' })),
  };
}

function progressBar(output: Output, source: ImportSource) {
  if (output.json || !process.stderr.isTTY || source.size === null) {
    return { step: () => undefined, stop: () => undefined };
  }
  const bar = new SingleBar({
    format:
      '{bar} {percentage} % · {lines} lines · {accepted} in, {duplicates} known, {rejected} refused · {eta_formatted}',
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(source.size, 0, { lines: 0, accepted: 0, duplicates: 0, rejected: 0 });
  return {
    step: ({ bytes, lines, accepted, duplicates, rejected }: ImportStep) =>
      bar.update(bytes, { lines, accepted, duplicates, rejected }),
    stop: () => bar.stop(),
  };
}

function forPeople({ lines, accepted, duplicates, rejected, resumedAfter, seconds, refused }: Summary): string {
  const named = refused.map(({ line, code, message }) => `line ${line}: ${message} [${code}]`);
  if (rejected > refused.length) named.push(`… and ${rejected - refused.length} more`);
  const resumed = resumedAfter === 0 ? '' : `, went on after line ${resumedAfter}`;
  return [
    ...named,
    `${lines} lines in ${seconds} s: ${accepted} accepted, ${duplicates} known already, ${rejected} refused${resumed}`,
  ].join('\n');
}
