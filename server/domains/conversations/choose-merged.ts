import { chooseConversation, type RouteAsk, type RouteCandidate } from './route.ts';

type Candidate = RouteCandidate & { readonly id: string; readonly mergedInto: string | null };

/**
 * As `chooseConversation`, where conversations that became part of another one count as legs of that one ([CV7]): whoever
 * answers on the old matter's thread or address is heard in the one it is part of now.
 */
export function chooseUnmerged<C extends Candidate>(candidates: readonly C[], ask: RouteAsk): C | null {
  if (candidates.every(({ mergedInto }) => mergedInto === null)) return chooseConversation(candidates, ask);
  const byId = new Map(candidates.map((c) => [c.id, c]));
  const whole = candidates
    .filter((c) => endOf(c, byId) === c)
    .map((c) => ({
      ...c,
      sessions: candidates.filter((part) => endOf(part, byId) === c).flatMap(({ sessions }) => sessions),
      original: c,
    }));
  return chooseConversation(whole, ask)?.original ?? null;
}

/** What a conversation is part of in the end; itself when the other is not among those that may be chosen. */
function endOf<C extends Candidate>(c: C, byId: ReadonlyMap<string, C>): C {
  let end = c;
  for (const seen = new Set<string>(); end.mergedInto !== null && !seen.has(end.id); ) {
    seen.add(end.id);
    const next = byId.get(end.mergedInto);
    if (next === undefined) return end;
    end = next;
  }
  return end;
}
