import type { Deps } from '#server/deps.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { CommandName, CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import { type Action, type Actor, mayDo, type ResourceFacts } from '#shared/wire/policy.ts';
import type { QueryName, QueryOutput, QueryParsed } from '#shared/wire/queries.ts';

/** Who asks, and in which language answers are worded. `name` is what items they make will carry. */
export type Asking = {
  readonly actor: Actor;
  readonly name: string;
  readonly locale: Locale;
  /** The sign-in they ask by; absent for who has none: visitors, keys, the command line. */
  readonly authSessionId?: string;
};

/** The actor's id of whoever works by command on the hub's machine: they are nobody of the desk's people. */
export const COMMAND_LINE = 'command-line';

/** Runs inside the transaction that also keeps the command's receipt; throws AppError to refuse. */
export type CommandHandler<N extends CommandName> = (
  work: Work,
  asking: Asking,
  input: CommandParsed<N>,
) => Promise<CommandOutput<N>>;
export type CommandHandlers = { readonly [N in CommandName]: CommandHandler<N> };

export type QueryHandler<N extends QueryName> = (
  deps: Deps,
  asking: Asking,
  input: QueryParsed<N>,
) => Promise<QueryOutput<N>>;
export type QueryHandlers = { readonly [N in QueryName]: QueryHandler<N> };

/** Throws `forbidden` unless the one policy table lets the asker do this to that ([PR5]). */
export function demand(asking: Asking, action: Action, facts: ResourceFacts = {}): void {
  if (!mayDo(asking.actor, action, facts)) throw new AppError('forbidden', { details: { action } });
}
