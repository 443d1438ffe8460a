import type { ConnectionRecord } from '#server/channels/connections/connections.repository.ts';
import { closedConnection } from '#server/channels/connections/open-connection.ts';
import { providerOf } from '#server/channels/providers.ts';
import { connectionReasons, recordFor } from '#server/domains/consent/reachability.service.ts';
import type { HeldPoint } from '#server/domains/customers/panel.repository.ts';
import { isOpen } from '#shared/domain/calendar.ts';
import { type Channel, INTERRUPTING } from '#shared/domain/channels.ts';
import { decidingConsent } from '#shared/domain/consent.ts';
import type { CrossingRefusal } from '#shared/domain/crossing.ts';
import type { Facts } from './facts.ts';

const CONNECTION: Readonly<Record<string, CrossingRefusal>> = {
  not_connected: 'no_connection',
  connection_paused: 'connection_paused',
  connection_failing: 'connection_failing',
};

/** The connection by which something reaches a customer on a channel; null on channels of our own. */
export function connectionFor(channel: Channel, facts: Facts): ConnectionRecord | null {
  const used = facts.legs.find((leg) => leg.channel === channel && leg.connectionId !== null)?.connectionId;
  const known = facts.records.find((record) => record.id === used && record.state === 'active');
  return known ?? recordFor(channel, facts.records);
}

/** Why a channel does not carry anything to a customer now, whoever they are; null when it does. */
export function channelRefusal(channel: Channel, facts: Facts, when: Date = facts.at): CrossingRefusal | null {
  const [broken] = connectionReasons(channel, connectionFor(channel, facts));
  if (broken !== undefined) return CONNECTION[broken.code] ?? 'no_connection';
  if (decidingConsent(facts.consents, channel, facts.purpose)?.granted === false) return 'consent_withdrawn';
  const asked = facts.isHere && when.getTime() === facts.at.getTime();
  const isNight = facts.calendar !== null && !isOpen(facts.calendar, when);
  return isNight && !asked && INTERRUPTING.includes(channel) ? 'quiet_hours' : null;
}

/** As `channelRefusal`, for one address of theirs. */
export async function addressRefusal(
  channel: Channel,
  point: HeldPoint,
  facts: Facts,
  when: Date = facts.at,
): Promise<CrossingRefusal | null> {
  if (point.blocked || facts.failed.has(`${point.id}:${channel}`)) return 'blocked';
  const refused = channelRefusal(channel, facts, when);
  if (refused !== null) return refused;
  const record = connectionFor(channel, facts);
  const standing = record === null ? undefined : providerOf(record.adapter)?.standing;
  if (record === null || standing === undefined) return null;
  return standing(facts.db, closedConnection(record), { contactPointId: point.id, at: facts.at });
}
