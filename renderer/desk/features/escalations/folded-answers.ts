import { create } from 'zustand';

/** Answers that were read, by escalation and revision: a further change shows it in full again. */
const useStore = create<{ readonly folded: ReadonlySet<string> }>()(() => ({ folded: new Set() }));

type Which = { readonly id: string; readonly revision: number };
const keyOf = ({ id, revision }: Which): string => `${id} ${revision}`;

export const useIsFolded = (which: Which): boolean => useStore(({ folded }) => folded.has(keyOf(which)));

export function fold(which: Which, isFolded: boolean): void {
  useStore.setState(({ folded }) => {
    const next = new Set(folded);
    if (isFolded) next.add(keyOf(which));
    else next.delete(keyOf(which));
    return { folded: next };
  });
}
