import { useMemo } from 'react';
import { compareNames } from '#renderer/i18n/names.ts';
import { agentRows, placesByName } from '#renderer/state/board-figures.ts';
import type { BoardState } from '#renderer/state/board-state.ts';
import type { BoardAgent } from '#shared/domain/board.ts';

/** Who is on the floor, or of one team of it: those at work first, by name. */
export function usePeople({ agents }: Pick<BoardState, 'agents'>, teamId: string | null): readonly BoardAgent[] {
  const names = [...agents.values()].map(({ id, name }) => `${id} ${name}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the agents it is their names that the places follow from
  const places = useMemo(
    () => placesByName(agents.values(), (a, b) => compareNames({ name: a }, { name: b })),
    [names],
  );
  return useMemo(() => agentRows({ agents }, teamId, places), [agents, teamId, places]);
}
