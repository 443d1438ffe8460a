import { createStore } from 'zustand/vanilla';
import { type EscalationState, learnEscalations, NO_ESCALATIONS } from '#renderer/state/escalation-state.ts';
import type { Escalation } from '#shared/domain/escalation.ts';
import type { Readable } from './readable.ts';

export type EscalationFeed = {
  readonly store: Readable<EscalationState>;
  /** What an answer told: shown, and no news. */
  readonly learn: (escalations: readonly Escalation[]) => void;
  /** What a topic told: news once, by whichever of several topics brings it first. */
  readonly hear: (escalation: Escalation) => void;
  readonly forget: () => void;
};

/** Escalations as this window knows them; `onNews` gets each change once, with what was known before it. */
export function createEscalationFeed(
  onNews: (escalation: Escalation, before: Escalation | undefined) => void,
): EscalationFeed {
  const store = createStore<EscalationState>(() => NO_ESCALATIONS);
  const learn = (escalations: readonly Escalation[]): void =>
    store.setState(learnEscalations(store.getState(), escalations), true);
  return {
    store,
    learn,
    hear(escalation) {
      const before = store.getState().get(escalation.id);
      if (before !== undefined && before.revision >= escalation.revision) return;
      learn([escalation]);
      onNews(escalation, before);
    },
    forget: () => store.setState(NO_ESCALATIONS, true),
  };
}
