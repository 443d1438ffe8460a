import { type RefObject, useEffect, useRef } from 'react';

/** Whether this component is still on screen: what an answer that comes late may still do there. */
export function useIsShown(): RefObject<boolean> {
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  return isShown;
}
