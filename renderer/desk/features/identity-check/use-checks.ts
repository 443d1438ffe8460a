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

/** The check that says most now: the newest that is enough, else the newest that was made. */
export function leadingCheck(purposes: readonly CheckState[]): CheckState | null {
  const made = purposes.filter((one) => one.last !== undefined);
  const newest = [...made].sort((a, b) => Date.parse(b.last?.at ?? '') - Date.parse(a.last?.at ?? ''));
  return newest.find((one) => one.standing === 'enough') ?? newest[0] ?? null;
}
