import { createHash } from 'node:crypto';
import type { Asking, CommandHandlers } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { AppError, answerError } from '#server/errors.ts';
import { HeardRefusal } from '#server/heard-refusal.ts';
import { type Ahead, inWork, type Work } from '#server/work.ts';
import { storable } from '#shared/lib/storable.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { COMMANDS, VISITOR_COMMANDS } from '#shared/wire/commands.ts';
import { ERRORS } from '#shared/wire/errors.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { AnyRow } from '#shared/wire/registry.ts';
import type { CommandFrame } from '#shared/wire/socket.ts';
import { aheadOf } from './ahead.ts';
import { openedWith } from './opened-with.ts';
import { fillReceipt, type Receipt, takeReceipt } from './receipts.repository.ts';

const ROWS: ReadonlyMap<string, AnyRow> = new Map([...COMMANDS, ...VISITOR_COMMANDS].map((row) => [row.name, row]));
type AnyHandler = (work: Work, asking: Asking, input: unknown) => Promise<unknown>;

/**
 * Runs one command for the socket and for HTTP alike: schema, policy, receipt, handler, commit, answer. An ok answer
 * means committed ([SY1]). The same id with the same body gives the stored answer again and has no second effect; with
 * another body, `conflict`. `stale` and retryable refusals leave no receipt ([SY2]). Never throws.
 */
export async function runCommand(
  deps: Deps,
  handlers: CommandHandlers,
  asking: Asking,
  frame: CommandFrame,
): Promise<Answer<unknown>> {
  try {
    const row = ROWS.get(frame.name);
    if (row === undefined) throw new AppError('unknown_command', { details: { name: frame.name } });
    if (reachOf(asking.actor.role, row.action) === null)
      throw new AppError('forbidden', { details: { action: row.action } });
    // What PostgreSQL cannot keep is taken out once, at the door.
    const parsed = row.input.safeParse(storable(frame.input));
    if (!parsed.success) throw new AppError('invalid', { details: { reason: issuesOf(parsed.error) } });
    const hash = createHash('sha256').update(frame.name).update('\0').update(JSON.stringify(frame.input)).digest();
    const handler = handlers[row.name as keyof CommandHandlers] as unknown as AnyHandler;
    const receipt = { actorId: asking.actor.id, commandId: frame.id, name: frame.name, hash };
    const opened = row.name === 'handoff:accept' ? openedWith(deps, asking, parsed.data) : null;
    const answer = await withReceipt(deps, asking, receipt, {
      ahead: (work) => aheadOf(work, row.name, parsed.data),
      async carryOut(work) {
        const data = await handler(work, asking, parsed.data);
        await opened?.prepare(work, data);
        return data;
      },
    });
    return opened === null ? answer : await opened.put(answer);
  } catch (error) {
    return answerError(deps.logger, error, asking.locale);
  }
}

/** `ahead` goes out with the receipt; `carryOut` is done once, however often the command comes. */
type Act = {
  readonly ahead: (work: Work) => Ahead | null;
  readonly carryOut: (work: Work) => Promise<unknown>;
};

async function withReceipt(
  deps: Deps,
  asking: Asking,
  receipt: Receipt,
  { ahead, carryOut }: Act,
): Promise<Answer<unknown>> {
  try {
    return await once(deps, receipt, { ahead, make: async (work) => ({ ok: true, data: await carryOut(work) }) });
  } catch (error) {
    if (!(error instanceof AppError) || !isFinal(error)) throw error;
    const refusal = answerError(deps.logger, error, asking.locale);
    return once(deps, receipt, {
      ahead: () => null,
      async make(work) {
        if (error instanceof HeardRefusal) await error.onRefusal(work);
        return refusal;
      },
    });
  }
}

/** Whether the same command would be refused the same way for ever; `stale` and retryable refusals would not. */
const isFinal = ({ code }: AppError): boolean => code !== 'stale' && code !== 'conflict' && !ERRORS[code].retryable;

/** The earlier answer of the same command, or the one made now, kept in the transaction of its effect. */
function once(
  deps: Deps,
  receipt: Receipt,
  { ahead, make }: { readonly ahead: Act['ahead']; readonly make: (work: Work) => Promise<Answer<unknown>> },
): Promise<Answer<unknown>> {
  return inWork(deps, async (work) => {
    const earlier = await takeReceipt(work, receipt, ahead(work));
    if (earlier !== null) return earlier;
    const answer = await make(work);
    work.beforeCommit.push(() => fillReceipt(receipt, answer));
    return answer;
  });
}

/** The first few complaints of a schema, as `path: message`, without the values that were sent. */
export function issuesOf(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
    .join('; ');
}
