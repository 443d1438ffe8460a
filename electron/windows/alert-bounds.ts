import type { Bounds } from '#electron/storage/settings-file.ts';

/** As renderer/desk/alert lays them out, in DIP at a zoom of 1. */
const WIDTH = 380;
const EACH = 132;
const AROUND = 12;

/** Where the small window stands: in the upper right corner of the screen one works at, as high as its alerts, never over the edge. It has the desk's zoom. */
export function alertBounds(screen: Bounds, count: number, zoom: number): Bounds {
  const width = Math.min(Math.round(WIDTH * zoom), screen.width);
  const height = Math.min(Math.round(EACH * count * zoom), screen.height);
  return {
    x: screen.x + Math.max(0, screen.width - width - AROUND),
    y: screen.y + Math.min(AROUND, screen.height - height),
    width,
    height,
  };
}
