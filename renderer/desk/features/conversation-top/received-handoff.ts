import type { Brief, Snapshot } from '#shared/domain/brief.ts';
import type { Party } from '#shared/domain/party.ts';
import { isHidden, type MaybeHiddenItem, type TimelineItem } from '#shared/domain/timeline-item.ts';

export type ReceivedHandoff = {
  readonly handoffId: string;
  readonly from: Party;
  readonly brief: Brief;
  /** Where the thread stood when it was offered. */
  readonly offeredAt: Snapshot;
};

type HandoffItem = Extract<TimelineItem, { kind: 'handoff' }>;

const CHANGES_OWNER: readonly HandoffItem['data']['event'][] = ['accepted', 'completed', 'returned'];
const EMPTY: Brief = { wants: [], done: [], promised: [], next: [], identity: [] };

/** The handoff by which a conversation came to an agent; null when it came otherwise, or was returned. */
export function receivedHandoff(
  items: readonly MaybeHiddenItem[],
  { conversationId, agentId }: { readonly conversationId: string; readonly agentId: string },
): ReceivedHandoff | null {
  const knots = items.filter(
    (item): item is HandoffItem => !isHidden(item) && item.kind === 'handoff' && item.conversationId === conversationId,
  );
  const last = knots.findLast(({ data }) => CHANGES_OWNER.includes(data.event));
  if (last === undefined || last.data.event === 'returned') return null;
  const { handoffId, from, to, acceptedBy = to } = last.data;
  if (acceptedBy.id !== agentId || from.id === agentId) return null;
  const ofIt = knots.filter(({ data }) => data.handoffId === handoffId);
  const [first = last] = ofIt;
  return {
    handoffId,
    from,
    brief: ofIt.findLast(({ data }) => data.brief !== undefined)?.data.brief ?? EMPTY,
    offeredAt: { [first.customerId]: first.seq },
  };
}

/** What came from or for the customer since the brief was made; the handoff's own items do not count. */
export const newSince = (items: readonly MaybeHiddenItem[], snapshot: Snapshot): number =>
  items.filter((item) => {
    const seen = snapshot[item.customerId];
    return (
      seen !== undefined && item.seq > seen && !isHidden(item) && item.kind !== 'handoff' && item.kind !== 'system'
    );
  }).length;
