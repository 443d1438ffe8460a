import { useEffect } from 'react';
import { create } from 'zustand';
import { isUnsaved, setUnsaved } from '#renderer/desk/app/unsaved.ts';

const useStore = create<{ readonly wish: (() => void) | null }>(() => ({ wish: null }));

/** Whether something is typed and not saved; while it is, leaving asks first, closing the window too, and an update waits. */
export function useUnsaved(isDirty: boolean): void {
  useEffect(() => {
    setUnsaved(isDirty);
    return () => setUnsaved(false);
  }, [isDirty]);
  useEffect(() => {
    if (!isDirty) return undefined;
    const stay = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
      // Chromium 114 goes by this alone.
      event.returnValue = true;
    };
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [isDirty]);
}

/** Does it at once when nothing would be lost, else after asking. */
export function leaveFor(act: () => void): void {
  if (isUnsaved()) useStore.setState({ wish: act });
  else act();
}

/** What was asked for and waits for an answer. */
export const useLeaveWish = (): (() => void) | null => useStore((state) => state.wish);

export const stay = (): void => useStore.setState({ wish: null });

export function leave(): void {
  const { wish } = useStore.getState();
  useStore.setState({ wish: null });
  setUnsaved(false);
  wish?.();
}

/** Links elsewhere on the desk ask too: they are caught before anybody follows them. */
export function useGuardedLinks(): void {
  useEffect(() => {
    const guard = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      if (link === null || !isUnsaved()) return;
      event.preventDefault();
      event.stopPropagation();
      leaveFor(() => {
        window.location.hash = link.getAttribute('href') ?? '';
      });
    };
    document.addEventListener('click', guard, true);
    return () => document.removeEventListener('click', guard, true);
  }, []);
}
