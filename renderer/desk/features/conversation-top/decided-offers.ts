import { create } from 'zustand';
import type { Handoff } from '#shared/domain/handoff.ts';

/** Offers of this agent that came to nothing and have not been put away, by conversation. */
const useStore = create<{ readonly byConversation: ReadonlyMap<string, Handoff> }>(() => ({
  byConversation: new Map(),
}));

const CAME_TO_NOTHING: readonly Handoff['state'][] = ['declined', 'expired', 'lapsed'];

/** Keeps an offer that was decided, when there is something to tell about it. */
export function keepDecidedOffer(handoff: Handoff): void {
  if (!CAME_TO_NOTHING.includes(handoff.state)) return;
  useStore.setState(({ byConversation }) => ({
    byConversation: new Map(byConversation).set(handoff.conversationId, handoff),
  }));
}

export function putAwayDecidedOffer(conversationId: string): void {
  useStore.setState(({ byConversation }) => {
    const after = new Map(byConversation);
    after.delete(conversationId);
    return { byConversation: after };
  });
}

export const useDecidedOffer = (conversationId: string): Handoff | null =>
  useStore(({ byConversation }) => byConversation.get(conversationId) ?? null);
