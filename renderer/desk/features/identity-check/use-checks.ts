import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { CheckState } from '#shared/domain/identity-check.ts';

/** A check runs out while one looks: asked again so often. */
const AGAIN_MS = 15_000;

export const useChecks = (conversationId: string | null) =>
  useHubQuery(
    'check.state',
    { conversationId: conversationId ?? '' },
    { enabled: conversationId !== null, everyMs: AGAIN_MS },
  );

/** The check that says most now: of those that are enough the one that asked for most, else the newest that was made. */
export function leadingCheck(purposes: readonly CheckState[]): CheckState | null {
  const made = purposes.filter((one) => one.last !== undefined);
  const newest = [...made].sort((a, b) => Date.parse(b.last?.at ?? '') - Date.parse(a.last?.at ?? ''));
  const enough = newest.filter((one) => one.standing === 'enough');
  return enough.sort((a, b) => (b.last?.needed ?? b.needed) - (a.last?.needed ?? a.needed))[0] ?? newest[0] ?? null;
}
