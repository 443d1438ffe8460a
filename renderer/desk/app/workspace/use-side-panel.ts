import { useEffect, useState } from 'react';
import { useShortcut } from '#renderer/ui/shortcuts.ts';

/** From this width on the side panel has a column of its own; under it, it lies over the thread while it is open. */
export const DOCKED_FROM_PX = 1080;

type SidePanel = {
  readonly isDocked: boolean;
  readonly isOpen: boolean;
  readonly toggle: () => void;
};

/** Whether the side panel is beside the thread or over it, and whether it is open. Starts open where it has its place. */
export function useSidePanel(): SidePanel {
  const [isDocked, setIsDocked] = useState(() => window.matchMedia(`(min-width: ${DOCKED_FROM_PX}px)`).matches);
  const [isOpenDocked, setIsOpenDocked] = useState(true);
  const [isOpenOver, setIsOpenOver] = useState(false);
  useEffect(() => {
    const wide = window.matchMedia(`(min-width: ${DOCKED_FROM_PX}px)`);
    const update = (): void => setIsDocked(wide.matches);
    wide.addEventListener('change', update);
    return () => wide.removeEventListener('change', update);
  }, []);
  const isOpen = isDocked ? isOpenDocked : isOpenOver;
  const set = isDocked ? setIsOpenDocked : setIsOpenOver;
  const toggle = (): void => set(!isOpen);
  useShortcut('customer-panel', toggle);
  return { isDocked, isOpen, toggle };
}
