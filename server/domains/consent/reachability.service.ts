import { ownChannel } from '#server/channels/answering.ts';
import { type ConnectionRecord, listConnections } from '#server/channels/connections/connections.repository.ts';
import { openConnection } from '#server/channels/connections/open-connection.ts';
import { noticesSoon } from '#server/channels/messaging/notices-soon.ts';
import { providerOf } from '#server/channels/providers.ts';
import type { Deps } from '#server/deps.ts';
import { type OpenNow, openNow } from '#server/domains/calendar/calendar.service.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { type HeldPoint, heldPoints } from '#server/domains/customers/panel.repository.ts';
import { type Channel, channelFacts, INTERRUPTING, REACHING } from '#shared/domain/channels.ts';
import { type Consent, decidingConsent, type Reach, type ReachReason } from '#shared/domain/consent.ts';
import type { SendingNotice } from '#shared/domain/sending.ts';
import { consentsOf } from './consent.repository.ts';
import { failedAddresses, newestConversation } from './reachability.repository.ts';

type Facts = {
  readonly consents: readonly Consent[];
  readonly records: readonly ConnectionRecord[];
  readonly failed: Awaited<ReturnType<typeof failedAddresses>>;
  readonly conversationId: string | null;
  readonly hours: OpenNow | null;
};

/**
 * Every channel that leads to a customer, by each contact point they hold for it: whether it can be used now, and why not
 * ([PR2]). `ways` are in the order of the channels; a customer without a point for one has one way that says so.
 */
export async function reachability(deps: Deps, customerId: string): Promise<{ ways: Reach[]; consents: Consent[] }> {
  const members = await membersOf(deps.db, customerId);
  const now = deps.clock.now();
  const points = await heldPoints(deps.db, members, now);
  const [consents, records, failed, conversationId, hours] = await Promise.all([
    consentsOf(deps.db, members),
    listConnections(deps.db),
    failedAddresses(
      deps.db,
      points.map(({ id }) => id),
    ),
    newestConversation(deps.db, members),
    openNow(deps.db, now),
  ]);
  const facts = { consents, records, failed, conversationId, hours };
  const ways = await Promise.all(REACHING.map((channel) => waysOn(deps, channel, points, facts)));
  return { ways: ways.flat(), consents };
}

async function waysOn(deps: Deps, channel: Channel, held: readonly HeldPoint[], facts: Facts): Promise<Reach[]> {
  const { address } = channelFacts(channel);
  const points = held.filter(({ kind }) => kind === address);
  const record = recordFor(channel, facts.records);
  const always = [
    ...connectionReasons(channel, record),
    ...consentReasons(channel, facts),
    ...hourReasons(channel, facts),
  ];
  if (points.length === 0) return [{ channel, reachable: false, reasons: [{ code: 'no_contact_point', stops: true }] }];
  return Promise.all(
    points.map(async (point) => {
      const said = record === null ? [] : await noticesOf(deps, record, point, facts);
      const reasons = [...pointReasons(channel, point, facts), ...always, ...said.map(asReason)];
      const { id, kind, verified } = point;
      return { channel, reachable: !reasons.some(({ stops }) => stops), contactPoint: { id, kind, verified }, reasons };
    }),
  );
}

/** The connection that a message would leave by: an active one before a paused one. */
export function recordFor(channel: Channel, records: readonly ConnectionRecord[]): ConnectionRecord | null {
  const mine = records.filter(
    (r) => r.channel === channel && (!channelFacts(channel).answerable || providerOf(r.adapter)?.deliver !== undefined),
  );
  return mine.find(({ state }) => state === 'active') ?? mine[0] ?? null;
}

/** Why nothing goes out by a connection now. */
export function connectionReasons(channel: Channel, record: ConnectionRecord | null): ReachReason[] {
  if (ownChannel(channel) !== null) return [];
  if (record === null) return [{ code: 'not_connected', stops: true }];
  if (record.state === 'paused') return [{ code: 'connection_paused', stops: true }];
  const { lastErrorAt, lastOkAt } = record;
  const isFailing = lastErrorAt !== null && (lastOkAt === null || lastOkAt < lastErrorAt);
  return isFailing ? [{ code: 'connection_failing', stops: true, since: lastErrorAt.toISOString() }] : [];
}

function consentReasons(channel: Channel, { consents }: Facts): ReachReason[] {
  const service = decidingConsent(consents, channel, 'service');
  if (service?.granted === false) return [{ code: 'consent_withdrawn', stops: true, since: service.since }];
  const marketing = decidingConsent(consents, channel, 'marketing');
  return marketing?.granted === false ? [{ code: 'no_marketing', stops: false, since: marketing.since }] : [];
}

/** Nobody is rung up at night by mistake; it is told and not forbidden, for they may have asked for it. */
const hourReasons = (channel: Channel, { hours }: Facts): ReachReason[] =>
  hours?.open === false && INTERRUPTING.includes(channel) ? [{ code: 'outside_hours', stops: false }] : [];

function pointReasons(channel: Channel, point: HeldPoint, { failed }: Facts): ReachReason[] {
  if (point.blocked) return [{ code: 'blocked_by_us', stops: true }];
  const failure = failed.get(`${point.id}:${channel}`);
  return [
    ...(failure === undefined ? [] : [{ code: 'undeliverable', stops: true, since: failure.at.toISOString() }]),
    ...(point.verified ? [] : [{ code: 'unverified', stops: false }]),
  ];
}

const asReason = ({ code, level, text }: SendingNotice): ReachReason => ({ code, stops: level === 'stop', text });

async function noticesOf(
  deps: Deps,
  record: ConnectionRecord,
  point: HeldPoint,
  { conversationId }: Facts,
): Promise<readonly SendingNotice[]> {
  if (conversationId === null || providerOf(record.adapter)?.notices === undefined) return [];
  const to = { customerId: point.customerId, conversationId, contactPointId: point.id };
  return noticesSoon(deps, openConnection(deps, record), to);
}
