import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  window.addEventListener('focus', changed);
  window.addEventListener('blur', changed);
  document.addEventListener('visibilitychange', changed);
  return () => {
    window.removeEventListener('focus', changed);
    window.removeEventListener('blur', changed);
    document.removeEventListener('visibilitychange', changed);
  };
}

const hasFocus = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Whether this window is what the agent looks at. */
export const useHasFocus = (): boolean => useSyncExternalStore(subscribe, hasFocus);
