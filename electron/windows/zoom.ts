/** The steps of the keys and of the settings; 1 is 100 %. */
export const ZOOM_STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

export type ZoomKey = 'in' | 'out' | 'reset';

type Press = {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly isComposing?: boolean;
};

/**
 * [DK3] Ctrl (on macOS ⌘) with `+`, `-` or `0`, as on every keyboard: `=` is where plus is without Shift on an
 * American one. Null for all other keys, and while an IME composes.
 */
export function zoomKeyOf(press: Press, platform: string): ZoomKey | null {
  const isChord = platform === 'darwin' ? press.meta && !press.control : press.control && !press.meta;
  if (press.type !== 'keyDown' || !isChord || press.alt || press.isComposing === true) return null;
  if (press.key === '+' || press.key === '=') return 'in';
  if (press.key === '-') return 'out';
  return press.key === '0' ? 'reset' : null;
}

/** The zoom after a key; at either end it stays. */
export function zoomAfter(key: ZoomKey, zoom: number): number {
  if (key === 'reset') return 1;
  const near = 0.005;
  const next =
    key === 'in'
      ? ZOOM_STEPS.find((step) => step > zoom + near)
      : [...ZOOM_STEPS].reverse().find((step) => step < zoom - near);
  return next ?? zoom;
}
