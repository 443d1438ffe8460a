/**
 * What may have changed of the floor, by what it was that changed. Which teams and people that concerns is looked up when
 * it is sent, for those who have the board open.
 */
export type BoardPointer = {
  readonly teamIds: readonly string[];
  readonly conversationIds: readonly string[];
  readonly agentIds: readonly string[];
  readonly callIds: readonly string[];
  readonly handoffIds: readonly string[];
  readonly escalations: boolean;
};

/** Several pointers as one. */
export function joinPointers(pointers: readonly BoardPointer[]): BoardPointer {
  const all = (of: (pointer: BoardPointer) => readonly string[]): string[] => [...new Set(pointers.flatMap(of))];
  return {
    teamIds: all(({ teamIds }) => teamIds),
    conversationIds: all(({ conversationIds }) => conversationIds),
    agentIds: all(({ agentIds }) => agentIds),
    callIds: all(({ callIds }) => callIds),
    handoffIds: all(({ handoffIds }) => handoffIds),
    escalations: pointers.some(({ escalations }) => escalations),
  };
}
