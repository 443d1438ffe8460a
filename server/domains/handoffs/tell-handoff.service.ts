import { addCustomerEvent, addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import type { Work } from '#server/work.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import { receiverOf, senderOf } from './handoff-view.ts';
import type { HandoffRecord } from './handoffs.repository.ts';

type HandoffEvent = ItemData<'handoff'>['event'];

/**
 * Tells everyone what became of a handoff: its thread, its sender, its receiver and who accepted it, and the team it was
 * offered to. Inboxes in order of id, after all other locks ([HO2]).
 */
export async function tellHandoff(work: Work, h: HandoffRecord): Promise<void> {
  await tellFollowers(work, h);
  for (const id of inboxesOf(h)) await addInboxEvent(work, id, { type: 'offer_changed', handoffId: h.id });
}

/** The part of it that touches no inbox. */
export async function tellFollowers(work: Work, h: HandoffRecord): Promise<void> {
  await addCustomerEvent(work, h.customerId, { type: 'handoff_changed', handoffId: h.id });
  if (h.toTeamId !== null) work.changes.push({ to: 'team', teamId: h.toTeamId, handoffId: h.id });
}

/** Whose inbox hears of a handoff, in order of id. */
export function inboxesOf(h: HandoffRecord): string[] {
  return [...new Set([h.fromAgentId, h.toAgentId, h.acceptedBy])].filter((id): id is string => id !== null).sort();
}

/** The data of a handoff's item on the thread; with the brief where it has news for the reader. */
export function handoffData(h: HandoffRecord, event: HandoffEvent, withBrief = false): ItemData<'handoff'> {
  return {
    handoffId: h.id,
    event,
    from: senderOf(h),
    to: receiverOf(h),
    channelFrom: h.channelFrom,
    channelTo: h.channelTo,
    bounces: h.bounces,
    ...(h.acceptedBy === null ? {} : { acceptedBy: { type: 'agent', id: h.acceptedBy, name: h.acceptedByName ?? '' } }),
    ...(h.reason === null ? {} : { reason: h.reason }),
    ...(h.crossing === null ? {} : { way: h.crossing.way }),
    ...(h.crossing?.by === undefined ? {} : { by: h.crossing.by }),
    ...(withBrief ? { brief: h.brief } : {}),
  };
}
