import { type ConnectionRecord, listConnections } from '#server/channels/connections/connections.repository.ts';
import { ourNumberOf } from '#server/channels/telephony.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { teamCalendar } from '#server/domains/calendar/calendar.service.ts';
import { consentsOf } from '#server/domains/consent/consent.repository.ts';
import { purposeOf } from '#server/domains/consent/consent.service.ts';
import { failedAddresses } from '#server/domains/consent/reachability.repository.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { membersOf } from '#server/domains/customers/members.repository.ts';
import { type HeldPoint, heldPoints } from '#server/domains/customers/panel.repository.ts';
import type { Calendar } from '#shared/domain/calendar.ts';
import { answerChannel, type Channel, channelFacts } from '#shared/domain/channels.ts';
import type { Consent, Purpose } from '#shared/domain/consent.ts';
import type { Locale } from '#shared/domain/people.ts';
import { type FactLeg, hasStore, legsOf, publicName, spokenWith } from './facts.repository.ts';

/** Where ways across are looked at: in a work, or for who asks beforehand. */
export type Looking = { readonly db: ReadDb; readonly at: Date; readonly publicUrl: string | null };

/** All that decides about the ways across, read once. */
export type Facts = Looking & {
  /** The channel the conversation is on, where an answer to it leaves. */
  readonly here: Channel;
  /** They are there now and wait: an SMS or a call does not fall upon them. */
  readonly isHere: boolean;
  readonly legs: readonly FactLeg[];
  readonly points: readonly HeldPoint[];
  readonly records: readonly ConnectionRecord[];
  readonly consents: readonly Consent[];
  readonly purpose: Purpose;
  readonly failed: Awaited<ReturnType<typeof failedAddresses>>;
  readonly calendar: Calendar | null;
  readonly locale: Locale;
  readonly company: string;
  readonly timeZone: string;
  readonly agent: string;
  /** Ours, to be called. */
  readonly ourNumber: string | null;
  readonly hasStore: boolean;
};

/** Reads them for the whole thread of a conversation's customer ([ID3]); asks no provider. */
export async function readFacts(looking: Looking, c: ConversationRecord, agentId: string): Promise<Facts> {
  const { db, at } = looking;
  const members = await membersOf(db, c.customerId);
  const points = await heldPoints(db, members, at);
  const legs = await legsOf(db, c.id);
  const spoken = await spokenWith(db, c.customerId, members);
  const here = answerChannel(c.channel);
  return {
    ...looking,
    here,
    isHere: channelFacts(c.channel).live && legs.some((leg) => leg.channel === c.channel && leg.active),
    legs,
    points: points.sort((a, b) => rank(legs, b) - rank(legs, a)),
    records: await listConnections(db),
    consents: await consentsOf(db, members),
    purpose: await purposeOf(db, c.id),
    failed: await failedAddresses(
      db,
      points.map(({ id }) => id),
    ),
    calendar: await teamCalendar(db, c.teamId),
    ...spoken,
    agent: (await publicName(db, agentId)) ?? spoken.company,
    ourNumber: await ourNumberOf(db),
    hasStore: await hasStore(db),
  };
}

/** The address they are on now first, then those that were proven; a shared one last. */
function rank(legs: readonly FactLeg[], point: HeldPoint): number {
  const used = legs.findIndex((leg) => leg.contactPointId === point.id);
  return (used === -1 ? 0 : 100 - Math.min(used, 50)) + (point.verified ? 2 : 0) - (point.shared ? 1 : 0);
}
