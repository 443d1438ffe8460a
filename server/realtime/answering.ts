import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Asking } from '#server/asking.ts';
import { issuesOf } from '#server/commands/run-command.ts';
import { AppError, answerError } from '#server/errors.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { Allowance } from './allowance.ts';

/** Frames being answered, so that a hub that stops can wait for them. */
export type InFlight = { readonly during: <T>(work: Promise<T>) => Promise<T>; readonly count: () => number };

export function createInFlight(): InFlight {
  let count = 0;
  return {
    count: () => count,
    async during(work) {
      count += 1;
      try {
        return await work;
      } finally {
        count -= 1;
      }
    },
  };
}

type Frame<S extends z.ZodType> = {
  readonly logger: Logger;
  readonly inFlight: InFlight;
  readonly asking: Asking;
  readonly allowance: Allowance;
  readonly schema: S;
  readonly input: unknown;
  readonly ack: unknown;
  readonly handle: (input: z.output<S>) => Promise<Answer<unknown>>;
};

const monotonic = (): number => process.uptime() * 1000;

/**
 * Answers one frame that wants an answer: within the socket's allowance, as its schema says, and never by throwing.
 * Without an ack function there is nobody to answer, so nothing is done.
 */
export async function answerFrame<S extends z.ZodType>(frame: Frame<S>): Promise<void> {
  if (typeof frame.ack !== 'function') return;
  const answer = await frame.inFlight.during(answerOf(frame));
  frame.ack(answer);
}

async function answerOf<S extends z.ZodType>({
  logger,
  asking,
  allowance,
  schema,
  input,
  handle,
}: Frame<S>): Promise<Answer<unknown>> {
  try {
    if (!allowance.take(monotonic())) throw new AppError('rate_limited', { details: { seconds: 1 } });
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new AppError('invalid', { details: { reason: issuesOf(parsed.error) } });
    return await handle(parsed.data);
  } catch (error) {
    return answerError(logger, error, asking.locale);
  }
}

type Signal<S extends z.ZodType> = Pick<Frame<S>, 'logger' | 'allowance' | 'schema' | 'input'> & {
  readonly handle: (input: z.output<S>) => Promise<void>;
};

/** Handles one frame that wants no answer; what is malformed or too much is left unheard. Never throws. */
export async function hearSignal<S extends z.ZodType>({
  logger,
  allowance,
  schema,
  input,
  handle,
}: Signal<S>): Promise<void> {
  try {
    const parsed = schema.safeParse(input);
    if (parsed.success && allowance.take(monotonic())) await handle(parsed.data);
  } catch (error) {
    answerError(logger, error, 'en'); // logs what is a fault
  }
}
