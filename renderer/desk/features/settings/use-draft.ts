import { useState } from 'react';

export type Draft<T> = {
  readonly value: T;
  readonly set: (patch: Partial<T>) => void;
  readonly isDirty: boolean;
  /** What is edited was made from this; a change names it. */
  readonly revision: number;
  /** Somebody else saved while this was being edited. */
  readonly isBehind: boolean;
  /** Takes what is saved now, and drops what was typed. */
  readonly reset: () => void;
  /** It is saved, as this revision. */
  readonly saved: (revision: number) => void;
};

type State<T> = { readonly value: T; readonly base: T; readonly revision: number };

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What is typed over what is saved. A newer version from elsewhere takes its place while nothing was typed, and is only
 * told of once something was.
 */
export function useDraft<T extends object>(stored: T, revision: number): Draft<T> {
  const [state, setState] = useState<State<T>>({ value: stored, base: stored, revision });
  const isDirty = !isSame(state.value, state.base);
  if (revision > state.revision && !isDirty) setState({ value: stored, base: stored, revision });
  return {
    value: state.value,
    set: (patch) => setState((now) => ({ ...now, value: { ...now.value, ...patch } })),
    isDirty,
    revision: state.revision,
    isBehind: isDirty && revision > state.revision,
    reset: () => setState({ value: stored, base: stored, revision: Math.max(revision, state.revision) }),
    saved: (next) => setState((now) => ({ value: now.value, base: now.value, revision: next })),
  };
}
