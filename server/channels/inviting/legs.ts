import type { HeldPoint } from '#server/domains/customers/panel.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Invite } from './ask.ts';
import type { Facts } from './facts.ts';
import { prepareLeg } from './invitation.repository.ts';
import type { Way } from './options.ts';
import { connectionFor } from './reach.ts';

/** The leg at an address, as it is or newly prepared: what is answered there comes to this conversation ([CV10]). */
export async function legAt(
  work: Work,
  { conversation }: Pick<Invite, 'conversation'>,
  { channel, point, facts }: { readonly channel: Channel; readonly point: HeldPoint; readonly facts: Facts },
): Promise<string> {
  const known = facts.legs.find((leg) => leg.active && leg.channel === channel && leg.contactPointId === point.id);
  if (known !== undefined) return known.id;
  const id = work.nextId();
  await prepareLeg(work, {
    id,
    conversationId: conversation.id,
    customerId: point.customerId,
    channel,
    contactPointId: point.id,
    connectionId: connectionFor(channel, facts)?.id ?? null,
    thread: null,
  });
  return id;
}

/** What names the leg of a customer who is expected at a counter. */
export const counterThread = (invitationId: string): string => `invitation:${invitationId}`;

/** The leg on the new channel, where its address is known beforehand; calls and chats bring their own. */
export async function targetLeg(
  work: Work,
  ask: Pick<Invite, 'conversation'>,
  { way, facts, invitationId }: { readonly way: Way; readonly facts: Facts; readonly invitationId: string },
): Promise<string | null> {
  const { channel, point } = way;
  if ((way.way === 'message' || way.way === 'mail') && point !== undefined)
    return legAt(work, ask, { channel, point, facts });
  if (way.way !== 'code' || channel !== 'store') return null;
  const id = work.nextId();
  await prepareLeg(work, {
    id,
    conversationId: ask.conversation.id,
    customerId: ask.conversation.customerId,
    channel,
    contactPointId: null,
    connectionId: null,
    thread: counterThread(invitationId),
  });
  return id;
}
