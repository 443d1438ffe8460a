import { useSyncExternalStore } from 'react';

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** Whether the window is dark now: a frame takes none of the page's colours over and has to be told. */
export const useIsDark = (): boolean =>
  useSyncExternalStore(watch, () => document.documentElement.dataset['theme'] === 'dark');
