import type { Brief, ItemRef, Snapshot } from '#shared/domain/brief.ts';
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

export type News = { readonly count: number; readonly first: ItemRef | null };

/** What came from or for the customer since the brief was made; the handoff's own items and what was said in private do not count. */
export function newsSince(items: readonly MaybeHiddenItem[], snapshot: Snapshot): News {
  const news = items.filter((item) => {
    const seen = snapshot[item.customerId];
    return seen !== undefined && item.seq > seen && !isHidden(item) && isNews(item);
  });
  const first = news[0];
  return { count: news.length, first: first === undefined ? null : { customerId: first.customerId, seq: first.seq } };
}

const isNews = ({ kind, visibility }: TimelineItem): boolean =>
  kind !== 'handoff' && kind !== 'system' && visibility !== 'private';
