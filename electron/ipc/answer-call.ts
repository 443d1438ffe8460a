import { randomUUID } from 'node:crypto';
import { type CallArgs, type CallName, type CallResult, IPC_CALLS } from '#shared/ipc/contract.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { flawOf } from './bounded-args.ts';
import { CallFailure, refusal } from './call-failure.ts';
import { isTrustedSender, type SenderFrame } from './trusted-sender.ts';

/** `page` is the number of the window's contents that called; most need not know. */
export type CallHandler<N extends CallName> = (
  args: CallArgs<N>,
  page?: number,
) => CallResult<N> | Promise<CallResult<N>>;
export type CallHandlers = { readonly [N in CallName]: CallHandler<N> };

export type AnswerDeps = {
  readonly locale: () => 'ja' | 'en';
  /** Gets the call's name and the reason, never its arguments (a password may be among them). */
  readonly log: (line: string) => void;
};

/** Answers one call: sender, arguments, handler, result, each checked; every outcome is an answer, nothing is thrown. */
export async function answerCall<N extends CallName>(
  call: {
    readonly name: N;
    readonly handler: CallHandler<N>;
    readonly frame: SenderFrame | null | undefined;
    readonly args: unknown;
    readonly page: number;
    /** Seconds until the page may call again, where it called too much; null where it did not. */
    readonly waitSeconds?: number | null;
  },
  deps: AnswerDeps,
): Promise<Answer<CallResult<N>>> {
  const { name, handler, frame, args, page, waitSeconds = null } = call;
  if (waitSeconds !== null)
    return refusal(new CallFailure('rate_limited', { details: { seconds: waitSeconds } }), deps.locale(), 'flood');
  try {
    if (!isTrustedSender(frame)) throw new CallFailure('forbidden', { details: { sender: frame?.origin ?? 'gone' } });
    const flaw = flawOf(args);
    if (flaw !== null) throw new CallFailure('invalid', { details: { reason: flaw } });
    const contract = IPC_CALLS[name];
    const parsed = contract.args.safeParse(args);
    if (!parsed.success) throw new CallFailure('invalid', { details: { reason: firstIssue(parsed.error) } });
    const result = contract.result.safeParse(await handler(parsed.data as CallArgs<N>, page));
    if (!result.success) throw new Error(`the result of ${name} breaks its contract: ${firstIssue(result.error)}`);
    return { ok: true, data: result.data as CallResult<N> };
  } catch (thrown: unknown) {
    const reference = randomUUID().slice(0, 8);
    deps.log(`ipc ${name} refused [${reference}]: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
    return refusal(thrown, deps.locale(), reference);
  }
}

const LONGEST_REASON = 200;

/** Where and what, without the value: it may be a secret. Names that the page made up are in it, so it has an end. */
function firstIssue(error: {
  readonly issues: ReadonlyArray<{ readonly path: ReadonlyArray<PropertyKey>; readonly message: string }>;
}): string {
  const issue = error.issues[0];
  const reason =
    issue === undefined ? 'unknown' : `${issue.path.map(String).join('.') || 'arguments'}: ${issue.message}`;
  return reason.slice(0, LONGEST_REASON);
}
