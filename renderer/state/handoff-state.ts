import { type Handoff, OPEN_HANDOFF_STATES } from '#shared/domain/handoff.ts';

const isOpen = (handoff: Handoff): boolean => OPEN_HANDOFF_STATES.includes(handoff.state);

/** A decided handoff never becomes open again, nor an accepted one an offer ([HO2]), whatever order the news comes in. */
export function mergeHandoffs(
  known: ReadonlyMap<string, Handoff>,
  news: readonly Handoff[],
): ReadonlyMap<string, Handoff> {
  const merged = new Map(known);
  for (const handoff of news) {
    const before = merged.get(handoff.id);
    if (before !== undefined && !isOpen(before) && isOpen(handoff)) continue;
    if (before?.state === 'accepted' && handoff.state === 'offered') continue;
    merged.set(handoff.id, handoff);
  }
  return merged;
}

/** The one open handoff of a conversation ([HO1]), or null. */
export function openHandoffOf(known: ReadonlyMap<string, Handoff>, conversationId: string): Handoff | null {
  for (const handoff of known.values())
    if (handoff.conversationId === conversationId && isOpen(handoff)) return handoff;
  return null;
}
