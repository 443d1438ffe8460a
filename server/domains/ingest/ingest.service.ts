import type { Asking } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { type AppError, answerError } from '#server/errors.ts';
import { type GroupCommit, groupCommit } from '#server/group-commit.ts';
import { inWork } from '#server/work.ts';
import type { IngestLine } from '#shared/wire/ingest.ts';
import { takeEvents } from './keep-events.service.ts';
import { asLine, parseJsonLine, readEvent } from './parse-line.ts';
import type { Kept, ReadyEvent } from './ready-event.ts';

/** One line as it came: text of NDJSON, an element of a JSON array, or what made it unreadable. */
export type RawLine = { readonly line: number } & (
  | { readonly text: string }
  | { readonly value: unknown }
  | { readonly error: AppError }
);

/** Takes lines in order and says what became of each; a bad line stops no other. Never throws. */
export type Ingest = (asking: Asking, lines: readonly RawLine[]) => Promise<IngestLine[]>;

/** Events that share one commit at most. */
export const WINDOW = 64;
const LANES = 2;
/** So many go beside a group that is under way, and fewer when it takes long: when it waits for somebody's lock, say. */
const WORTH_A_LANE = 4;
const PATIENCE_MS = 50;

type Read = { readonly line: number } & ({ readonly event: ReadyEvent } | { readonly rejected: IngestLine });

/** The hub's one way in for events of other systems; make it once, for its groups are shared by all senders. */
export function createIngest(deps: Deps): Ingest {
  const group = groupCommit<ReadyEvent, Kept>({
    commit: async (events) => {
      const kept = await inWork(deps, (work) => takeEvents(work, events));
      return kept();
    },
    limit: WINDOW,
    lanes: LANES,
    worthALane: WORTH_A_LANE,
    patienceMs: PATIENCE_MS,
  });
  return async (asking, lines) => {
    const answers: IngestLine[] = [];
    // Window by window, so that lines of one request keep their order on the thread.
    for (let from = 0; from < lines.length; from += WINDOW) {
      const read = lines.slice(from, from + WINDOW).map((line) => readLine(deps, asking, line));
      answers.push(...(await keepWindow(deps, group, asking, read)));
    }
    return answers;
  };
}

function readLine(deps: Deps, asking: Asking, raw: RawLine): Read {
  try {
    if ('error' in raw) throw raw.error;
    const value = 'text' in raw ? parseJsonLine(raw.text) : asLine(raw.value);
    return { line: raw.line, event: readEvent(asking, value, deps.clock.now()) };
  } catch (error) {
    return { line: raw.line, rejected: rejected(deps, asking, raw.line, error) };
  }
}

async function keepWindow(
  deps: Deps,
  group: GroupCommit<ReadyEvent, Kept>,
  asking: Asking,
  read: readonly Read[],
): Promise<IngestLine[]> {
  const good = read.flatMap((one) => ('event' in one ? [one] : []));
  const kept = new Map((await keepAll(deps, group, asking, good)).map((answer) => [answer.line, answer]));
  return read.map((one) => {
    const answer = 'rejected' in one ? one.rejected : kept.get(one.line);
    if (answer === undefined) throw new Error(`line ${one.line} was not answered`);
    return answer;
  });
}

type Good = { readonly line: number; readonly event: ReadyEvent };

async function keepAll(
  deps: Deps,
  group: GroupCommit<ReadyEvent, Kept>,
  asking: Asking,
  good: readonly Good[],
): Promise<IngestLine[]> {
  if (good.length === 0) return [];
  try {
    const kept = await group.submit(good.map(({ event }) => event));
    return good.map(({ line }, i) => ({ line, ...(kept[i] as Kept) }));
  } catch (error) {
    if (good.length === 1) return good.map(({ line }) => rejected(deps, asking, line, error));
    const answers: IngestLine[] = [];
    for (const one of good) answers.push(...(await keepAll(deps, group, asking, [one])));
    return answers;
  }
}

function rejected(deps: Deps, asking: Asking, line: number, thrown: unknown): IngestLine {
  const answer = answerError(deps.logger, thrown, asking.locale);
  if (answer.ok) throw new Error('an error is never ok');
  const { code, message, retryable, details } = answer.error;
  return {
    line,
    status: 'rejected',
    error: { code, message, retryable, ...(details ? { details: { ...details } } : {}) },
  };
}
