import { settleArrival } from '#server/domains/handoffs/come.service.ts';
import { findHandoff } from '#server/domains/handoffs/handoffs.repository.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ItemData, ItemKind } from '#shared/domain/item-data.ts';
import type { InboundConversation } from './inbound.repository.ts';
import type { InboundTouched } from './inbound-touched.ts';
import type { RouteCrossing } from './route.ts';

type Act = {
  readonly direction: 'in' | 'out' | 'none';
  readonly kind: ItemKind;
  readonly data: ItemData<ItemKind>;
  readonly quiet?: boolean | undefined;
  readonly internal?: boolean | undefined;
};

/**
 * Whether this is the customer acting themselves, by which they come onto a channel ([HO4]): their words, or a call that
 * was answered. What a machine answers for them is not, nor what a clerk says about them, nor a call that nobody took.
 */
export function isFirstAct({ direction, kind, data, quiet, internal }: Act): boolean {
  if (direction !== 'in' || quiet === true || internal === true) return false;
  return kind === 'message' || (kind === 'call' && (data as ItemData<'call'>).outcome === 'answered');
}

/** Providers' clocks, and the moment between an answer and its asking. */
const CLOCKS_APART_MS = 60_000;

/** A mail that was long on its way was written before they were asked over: by it nobody has come. */
const isFromBefore = ({ askedAt }: RouteCrossing, occurredAt: Date): boolean =>
  occurredAt.getTime() < new Date(askedAt).getTime() - CLOCKS_APART_MS;

/**
 * What came in is the customer's first act on the channel they were asked onto: the handoff is decided by it, before the
 * item is on the thread, and the conversation in this work is the new owner's. Nothing when nobody is awaited there.
 */
export async function arrive(
  work: Work,
  touched: InboundTouched,
  c: InboundConversation,
  by: { readonly channel: Channel; readonly sessionId: string | null; readonly occurredAt: Date },
): Promise<void> {
  const crossing = c.crossings.find(({ open, channel }) => open && channel === by.channel);
  if (crossing === undefined || isFromBefore(crossing, by.occurredAt)) return;
  const awaited = await findHandoff(work.tx, crossing.handoffId);
  if (awaited === null) throw new Error(`handoff ${crossing.handoffId} is gone within its customer's lock`);
  c.crossings = c.crossings.filter((other) => other !== crossing);
  const former = c.ownerAgentId;
  const { handoff, owner, team } = await settleArrival(work, awaited, c, by);
  if (owner !== null) {
    c.epoch += 1;
    c.ownerAgentId = owner.type === 'agent' ? owner.id : null;
  }
  c.teamId = team.id;
  c.teamName = team.name;
  if (handoff.state !== 'lapsed') c.channel = by.channel;
  touched.touch(c, 'state', former);
  touched.decided(handoff);
}
