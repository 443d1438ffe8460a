import { Worker } from 'node:worker_threads';
import { MAIL_LIMITS, MailLimitError } from './limits.ts';
import type { ParsedWithSource } from './parsed-mail.ts';
import type { CleanHtml } from './sanitise.ts';
import type { WorkerAnswer, WorkerResult, WorkerTask } from './worker-messages.ts';

/** Reads mails one after another in a thread of its own, so that none of them can hold up or bring down the hub. */
export type MailParser = {
  /** Throws MailLimitError when the mail costs more than it may; the next one is read all the same. */
  readonly parse: (raw: Uint8Array) => Promise<ParsedWithSource>;
  /** HTML that we send or show, made harmless; null for what can not be. The same limits. */
  readonly sanitise: (html: string) => Promise<CleanHtml | null>;
  readonly close: () => Promise<void>;
};

/** A machine may be so busy that the thread hardly runs: then its own time counts, up to this. */
const PATIENCE_MS = 15_000;
const START_MS = 60_000;

type Running = { readonly worker: Worker; readonly ready: Promise<void> };
type Limits = { readonly wallMs: number; readonly memoryMb: number };

/** The thread starts with the first mail and is started anew after one that broke it. */
export function createMailParser(limits: Limits = MAIL_LIMITS): MailParser {
  let running: Running | null = null;
  let nextId = 1;
  let last: Promise<unknown> = Promise.resolve();

  const start = (): Running => {
    const worker = new Worker(new URL('./parse.worker.ts', import.meta.url), {
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    });
    worker.unref();
    return { worker, ready: firstAnswer(worker) };
  };

  const stop = async (): Promise<void> => {
    const { worker } = running ?? {};
    running = null;
    await worker?.terminate();
  };

  async function carryOut(task: (id: number) => WorkerTask): Promise<WorkerResult> {
    running ??= start();
    const { worker, ready } = running;
    try {
      await ready;
      return await ask(worker, task(nextId++), limits.wallMs);
    } catch (error) {
      // The thread may be in any state after anything but its own word.
      if (!(error instanceof MailLimitError) || error.code === 'too_slow' || error.code === 'parser_crashed')
        await stop();
      throw error;
    }
  }

  /** One after another: each has the thread's whole time. */
  const inTurn = (task: (id: number) => WorkerTask): Promise<WorkerResult> => {
    const mine = last.then(() => carryOut(task));
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    async parse(raw) {
      if (raw.byteLength > MAIL_LIMITS.bytes) {
        throw new MailLimitError('too_large', `${raw.byteLength} bytes; at most ${MAIL_LIMITS.bytes}`);
      }
      return (await inTurn((id) => ({ id, raw }))) as ParsedWithSource;
    },
    sanitise: async (html) => (await inTurn((id) => ({ id, html }))) as CleanHtml | null,
    close: stop,
  };
}

function firstAnswer(worker: Worker): Promise<void> {
  const { promise, resolve, reject } = deferred<void>();
  const timer = setTimeout(() => reject(new Error('the mail parser did not start')), START_MS);
  worker.once('message', () => resolve());
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the mail parser ended with ${code} before it was ready`)));
  promise.catch(() => undefined);
  return promise.finally(() => clearTimeout(timer));
}

async function ask(worker: Worker, task: WorkerTask, wallMs: number): Promise<WorkerResult> {
  const workedBefore = await workedMs(worker);
  const { promise, resolve, reject } = deferred<WorkerResult>();
  const onMessage = (answer: WorkerAnswer) => {
    if (!('id' in answer) || answer.id !== task.id) return;
    if ('result' in answer) resolve(answer.result);
    else reject(new MailLimitError(answer.failure.code, answer.failure.detail));
  };
  const onEnd = (cause: unknown) =>
    reject(
      new MailLimitError('parser_crashed', cause instanceof Error ? cause.message : 'the parser ended', { cause }),
    );
  let isOver = false;
  const slow = () => reject(new MailLimitError('too_slow', `longer than ${wallMs} ms`));
  let timer = setTimeout(() => {
    void workedMs(worker).then((worked) => {
      const rest = wallMs - (worked - workedBefore);
      // Hardly any of that time was the thread's own: the machine is busy, not the mail.
      if (rest < wallMs / 2) slow();
      else if (!isOver) timer = setTimeout(slow, Math.min(rest * 4, PATIENCE_MS));
    });
  }, wallMs);
  worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
  worker.postMessage(task);
  try {
    return await promise;
  } finally {
    isOver = true;
    clearTimeout(timer);
    worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
  }
}

/** How long the thread has worked since it began, in milliseconds; without end for one that does not say. */
async function workedMs(worker: Worker): Promise<number> {
  const { promise, resolve } = deferred<number>();
  const timer = setTimeout(() => resolve(Number.POSITIVE_INFINITY), 200);
  worker.cpuUsage().then(
    ({ user, system }) => resolve((user + system) / 1000),
    () => resolve(Number.POSITIVE_INFINITY),
  );
  return promise.finally(() => clearTimeout(timer));
}

type Deferred<T> = {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
};

function deferred<T>(): Deferred<T> {
  let parts: Omit<Deferred<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    parts = { resolve, reject };
  });
  if (parts === undefined) throw new Error('a promise runs its executor at once');
  return { promise, ...parts };
}

/** The hub's one parser. Its thread starts with the first mail, and keeps no process from ending. */
export const mailParser: MailParser = createMailParser();
