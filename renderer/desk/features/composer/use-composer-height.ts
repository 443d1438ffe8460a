import { useEffect, useState } from 'react';
import { useSettings } from '#renderer/desk/app/use-settings.tsx';

const USUAL_PX = 84;
const KEEP_AFTER_MS = 400;

/** The least height of the reply box, px: as the agent pulled it, kept once they let it rest. */
export function useComposerHeight(): readonly [number, (px: number) => void] {
  const { settings, change } = useSettings();
  const [pulled, setPulled] = useState<number | null>(null);
  useEffect(() => {
    if (pulled === null) return undefined;
    const timer = setTimeout(() => change({ composerHeight: pulled }), KEEP_AFTER_MS);
    return () => clearTimeout(timer);
  }, [pulled, change]);
  return [pulled ?? settings.composerHeight ?? USUAL_PX, setPulled];
}
