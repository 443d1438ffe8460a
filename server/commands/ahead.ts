import { handoffAhead } from '#server/domains/handoffs/handoff-locked.service.ts';
import type { Ahead, Work } from '#server/work.ts';
import type { CommandName, CommandParsed } from '#shared/wire/commands.ts';

type Aheads = { readonly [N in CommandName]?: (work: Work, input: CommandParsed<N>) => Ahead };

const AHEAD: Aheads = {
  'handoff:accept': (work, { handoffId }) => handoffAhead(work, handoffId),
};

/** What a command begins with in any case, which so goes out with its receipt; null for most. */
export function aheadOf(work: Work, name: string, input: unknown): Ahead | null {
  const make = AHEAD[name as CommandName] as ((work: Work, input: unknown) => Ahead) | undefined;
  return make?.(work, input) ?? null;
}
