import { useEffect } from 'react';
import { create } from 'zustand';

type Unsaved = { readonly isDirty: boolean; readonly wish: (() => void) | null };

const useStore = create<Unsaved>(() => ({ isDirty: false, wish: null }));

/** Whether something is typed and not saved; while it is, leaving asks first, and closing the window too. */
export function useUnsaved(isDirty: boolean): void {
  useEffect(() => {
    useStore.setState({ isDirty });
    return () => useStore.setState({ isDirty: false });
  }, [isDirty]);
  useEffect(() => {
    if (!isDirty) return undefined;
    const stay = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [isDirty]);
}

/** Does it at once when nothing would be lost, else after asking. */
export function leaveFor(act: () => void): void {
  if (useStore.getState().isDirty) useStore.setState({ wish: act });
  else act();
}

/** What was asked for and waits for an answer. */
export const useLeaveWish = (): (() => void) | null => useStore((state) => state.wish);

export const stay = (): void => useStore.setState({ wish: null });

export function leave(): void {
  const { wish } = useStore.getState();
  useStore.setState({ wish: null, isDirty: false });
  wish?.();
}

/** Links elsewhere on the desk ask too: they are caught before anybody follows them. */
export function useGuardedLinks(): void {
  useEffect(() => {
    const guard = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      if (link === null || !useStore.getState().isDirty) return;
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
