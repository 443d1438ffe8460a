import { type Escalation, OPEN_ESCALATION_STATES, UNDECIDED_STATES } from '#shared/domain/escalation.ts';

/** What a window knows of escalations, by id, from whatever answer or push brought it. */
export type EscalationState = ReadonlyMap<string, Escalation>;

export const NO_ESCALATIONS: EscalationState = new Map();

export const isUndecided = ({ state }: Pick<Escalation, 'state'>): boolean => UNDECIDED_STATES.includes(state);
export const isOpen = ({ state }: Pick<Escalation, 'state'>): boolean => OPEN_ESCALATION_STATES.includes(state);

/** The higher revision is the truth, whatever order the news comes in; the same state when nothing is newer. */
export function learnEscalations(known: EscalationState, news: readonly Escalation[]): EscalationState {
  const newer = news.filter((one) => one.revision > (known.get(one.id)?.revision ?? 0));
  return newer.length === 0 ? known : new Map([...known, ...newer.map((one) => [one.id, one] as const)]);
}

/** Those of a conversation that are not over, the oldest first. */
export const openOnesOf = (known: EscalationState, conversationId: string): readonly Escalation[] =>
  [...known.values()]
    .filter((one) => one.conversationId === conversationId && isOpen(one))
    .sort((a, b) => a.raisedAt.localeCompare(b.raisedAt));

type Row = { readonly escalation: Escalation };

/** A list as the hub told it, each row as it is known now. */
export const withNews = <R extends Row>(rows: readonly R[], known: EscalationState): readonly R[] =>
  rows.map((row) => {
    const now = known.get(row.escalation.id);
    return now !== undefined && now.revision > row.escalation.revision ? { ...row, escalation: now } : row;
  });

/** What is to be decided by due time, then what was decided and is worked on, the newest decision first. */
export const inOrderOfReview = <R extends Row>(rows: readonly R[]): readonly R[] =>
  [...rows].sort(({ escalation: a }, { escalation: b }) => {
    const byKind = Number(isUndecided(b)) - Number(isUndecided(a));
    if (byKind !== 0) return byKind;
    const byTime = isUndecided(a)
      ? a.dueAt.localeCompare(b.dueAt)
      : (b.decision?.at ?? b.raisedAt).localeCompare(a.decision?.at ?? a.raisedAt);
    return byTime === 0 ? a.id.localeCompare(b.id) : byTime;
  });
