import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { create } from 'zustand';

const useSlot = create<{ readonly slot: HTMLElement | null }>(() => ({ slot: null }));
const setSlot = (slot: HTMLElement | null): void => useSlot.setState({ slot });

/** The place in the header where the thread puts its tools, so that they never lie over what is read. */
export const ThreadToolsSlot = () => <div ref={setSlot} className="flex items-center" />;

/** Shows the thread's tools in that place, while there is one. */
export function ThreadTools({ children }: { readonly children: ReactNode }) {
  const { slot } = useSlot();
  return slot === null ? null : createPortal(children, slot);
}
