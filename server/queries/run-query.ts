import type { Asking, QueryHandlers } from '#server/asking.ts';
import { issuesOf } from '#server/commands/run-command.ts';
import type { Deps } from '#server/deps.ts';
import { AppError, answerError } from '#server/errors.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { reachOf } from '#shared/wire/policy.ts';
import { QUERIES } from '#shared/wire/queries.ts';
import type { AnyRow } from '#shared/wire/registry.ts';

const ROWS: ReadonlyMap<string, AnyRow> = new Map(QUERIES.map((row) => [row.name, row]));
type AnyHandler = (deps: Deps, asking: Asking, input: unknown) => Promise<unknown>;

/** Runs one query: schema, policy, handler, answer. The handler asks the policy again where the resource matters. Never throws. */
export async function runQuery(
  deps: Deps,
  handlers: QueryHandlers,
  asking: Asking,
  ask: { name: string; input: unknown },
): Promise<Answer<unknown>> {
  try {
    const row = ROWS.get(ask.name);
    if (row === undefined) throw new AppError('unknown_command', { details: { name: ask.name } });
    if (reachOf(asking.actor.role, row.action) === null)
      throw new AppError('forbidden', { details: { action: row.action } });
    const parsed = row.input.safeParse(ask.input);
    if (!parsed.success) throw new AppError('invalid', { details: { reason: issuesOf(parsed.error) } });
    const handler = handlers[row.name as keyof QueryHandlers] as unknown as AnyHandler;
    return { ok: true, data: await handler(deps, asking, parsed.data) };
  } catch (error) {
    return answerError(deps.logger, error, asking.locale);
  }
}
