import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { Reach } from '#shared/domain/consent.ts';

/** Quotas and windows change without anybody telling the desk. */
export const REACH_EVERY_MS = 60_000;

/** The ways to a customer, or null while they are not known: then the panel says what it knows by itself. */
export function useReach(customerId: string | null): readonly Reach[] | null {
  const input = { customerId: customerId ?? '' };
  const reach = useHubQuery('customer.reachability', input, { enabled: customerId !== null, everyMs: REACH_EVERY_MS });
  return reach.state === 'ready' ? reach.data.ways : null;
}

/** Reasons that have words of their own; another stop is simply "not reachable". */
const WORDED: ReadonlySet<string> = new Set([
  'no_contact_point',
  'not_connected',
  'connection_paused',
  'connection_failing',
  'consent_withdrawn',
  'blocked_by_us',
  'blocked',
  'undeliverable',
  'opted_out',
  'window_closed',
  'switched_off',
  'quota_used_up',
]);

/** The word for the first thing that stops a way. */
export function stopWord({ reasons }: Reach): string {
  const stop = reasons.find(({ stops }) => stops);
  return stop !== undefined && WORDED.has(stop.code) ? stop.code : 'unreachable';
}

/**
 * One word for a contact point: `friend`, `reachable`, or what stops all of its ways. Null where there is nothing to add to
 * what the panel says: no way leads by it, or only channels that nobody connected.
 */
export function reachWord(ways: readonly Reach[]): string | null {
  const open = ways.filter(({ reachable }) => reachable);
  if (open.length > 0) {
    if (open.some(({ reasons }) => reasons.some(({ code }) => code === 'friend'))) return 'friend';
    return open.some(({ reasons }) => reasons.some(({ code }) => code === 'unverified')) ? null : 'reachable';
  }
  const stopped = ways.map(stopWord).find((word) => word !== 'not_connected');
  return stopped ?? null;
}
