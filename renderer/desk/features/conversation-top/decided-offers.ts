import { create } from 'zustand';
import type { Handoff } from '#shared/domain/handoff.ts';

/** Handoffs of this agent that ended and have not been put away, by conversation. */
const useStore = create<{ readonly byConversation: ReadonlyMap<string, Handoff> }>(() => ({
  byConversation: new Map(),
}));

const CAME_TO_NOTHING: readonly Handoff['state'][] = ['declined', 'expired', 'lapsed'];

/** On the same channel the thread itself shows who has it now. */
const hasCome = ({ state, crossing }: Handoff): boolean => state === 'completed' && crossing !== undefined;

/** Keeps an offer that was decided, when there is something to tell about it. */
export function keepDecidedOffer(handoff: Handoff): void {
  if (!CAME_TO_NOTHING.includes(handoff.state) && !hasCome(handoff)) return;
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
