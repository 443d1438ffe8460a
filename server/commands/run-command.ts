import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Answer } from '#shared/wire/ack.ts';
import { COMMANDS, VISITOR_COMMANDS } from '#shared/wire/commands.ts';
import { ERRORS } from '#shared/wire/errors.ts';
import type { AnyRow } from '#shared/wire/registry.ts';
import type { CommandFrame } from '#shared/wire/socket.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { Asking, CommandHandlers } from '#server/asking.ts';
import type { Deps } from '#server/deps.ts';
import { AppError, answerError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';

const ROWS: ReadonlyMap<string, AnyRow> = new Map([...COMMANDS, ...VISITOR_COMMANDS].map((row) => [row.name, row]));
type AnyHandler = (work: Work, asking: Asking, input: unknown) => Promise<unknown>;

/**
 * Runs one command for the socket and for HTTP alike: schema, policy, receipt, handler, commit, answer. An ok answer
 * means committed ([SY1]). The same id with the same body gives the stored answer again and has no second effect; with
 * another body, `conflict`. `stale` and retryable refusals leave no receipt ([SY2]). Never throws.
 */
export async function runCommand(deps: Deps, handlers: CommandHandlers, asking: Asking, frame: CommandFrame): Promise<Answer<unknown>> {
  try {
    const row = ROWS.get(frame.name);
    if (row === undefined) throw new AppError('unknown_command', { details: { name: frame.name } });
    if (reachOf(asking.actor.role, row.action) === null) throw new AppError('forbidden', { details: { action: row.action } });
    const parsed = row.input.safeParse(frame.input);
    if (!parsed.success) throw new AppError('invalid', { details: { reason: issuesOf(parsed.error) } });
    const bodyHash = createHash('sha256').update(frame.name).update('\0').update(JSON.stringify(frame.input)).digest();
    const handler = handlers[row.name as keyof CommandHandlers] as unknown as AnyHandler;
    return await withReceipt(deps, asking, frame, bodyHash, (work) => handler(work, asking, parsed.data));
  } catch (error) {
    return answerError(deps.logger, error, asking.locale);
  }
}

async function withReceipt(deps: Deps, asking: Asking, frame: CommandFrame, hash: Buffer, act: (work: Work) => Promise<unknown>): Promise<Answer<unknown>> {
  const receipt = { actorId: asking.actor.id, commandId: frame.id, name: frame.name, hash };
  try {
    return await inWork(deps, async (work) => {
      const earlier = await takeReceipt(work, receipt);
      if (earlier !== null) return earlier;
      const answer: Answer<unknown> = { ok: true, data: await act(work) };
      await fillReceipt(work, receipt, answer);
      return answer;
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'stale' || error.code === 'conflict' || ERRORS[error.code].retryable) throw error;
    const answer = answerError(deps.logger, error, asking.locale);
    return inWork(deps, async (work) => {
      const earlier = await takeReceipt(work, receipt);
      if (earlier !== null) return earlier;
      await fillReceipt(work, receipt, answer);
      return answer;
    });
  }
}

type Receipt = { readonly actorId: string; readonly commandId: string; readonly name: string; readonly hash: Buffer };

/** Holds the command's id for this transaction: a twin that arrives meanwhile waits here, then reads the answer. */
async function takeReceipt(work: Work, r: Receipt): Promise<Answer<unknown> | null> {
  const taken = await sql`
    insert into command_receipt (actor_id, command_id, name, body_hash, answer, at)
    values (${r.actorId}, ${r.commandId}, ${r.name}, ${r.hash}, 'null'::jsonb, ${work.at})
    on conflict do nothing returning 1`.execute(work.tx);
  if (taken.rows.length === 1) return null;
  const { rows } = await sql<{ body_hash: Buffer; answer: Answer<unknown> }>`
    select body_hash, answer from command_receipt where actor_id = ${r.actorId} and command_id = ${r.commandId}`.execute(work.tx);
  const row = rows[0];
  if (row === undefined || !row.body_hash.equals(r.hash)) throw new AppError('conflict');
  return row.answer;
}

async function fillReceipt(work: Work, r: Receipt, answer: Answer<unknown>): Promise<void> {
  await sql`update command_receipt set answer = ${JSON.stringify(answer)}::jsonb
    where actor_id = ${r.actorId} and command_id = ${r.commandId}`.execute(work.tx);
}

/** The first few complaints of a schema, as `path: message`, without the values that were sent. */
export function issuesOf(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string {
  return error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
}
