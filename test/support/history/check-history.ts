import { checkCommands } from './check-commands.ts';
import { checkOwners } from './check-owners.ts';
import { checkReading } from './check-reading.ts';
import { checkScreens } from './check-screens.ts';
import { FAULT_KINDS, type Fault, type FaultKind, type History } from './line.ts';

/** Everything that is wrong with a history; nothing when the promises were kept. */
export function checkHistory(history: History): Fault[] {
  return [...checkCommands(history), ...checkOwners(history), ...checkReading(history), ...checkScreens(history)];
}

/** How many faults of each kind. */
export function countFaults(faults: readonly Fault[]): Record<FaultKind, number> {
  const counts = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  for (const { kind } of faults) counts[kind] += 1;
  return counts;
}
