import type { Presence } from '#shared/domain/people.ts';

/** A picture for Electron's `createFromBitmap`: 32 bits a pixel, blue first, as Chromium holds them. */
export type Picture = { readonly width: number; readonly height: number; readonly bitmap: Buffer };

type Colour = readonly [red: number, green: number, blue: number];

const PAPER: Colour = [246, 245, 242];
const THREAD: Colour = [45, 74, 138];
const COUNT: Colour = [176, 42, 48];
const PRESENCE: Readonly<Record<Presence, Colour>> = {
  ready: [46, 125, 80],
  busy: [176, 42, 48],
  wrap_up: [176, 118, 22],
  away: [128, 130, 134],
  disconnected: [90, 92, 96],
  signed_out: [90, 92, 96],
};

/** Three dots wide, five high; a row is three bits. */
const DIGITS: readonly (readonly number[])[] = [
  [7, 5, 5, 5, 7],
  [2, 6, 2, 2, 7],
  [7, 1, 7, 4, 7],
  [7, 1, 7, 1, 7],
  [5, 5, 7, 1, 1],
  [7, 4, 7, 1, 7],
  [7, 4, 7, 5, 7],
  [7, 1, 1, 1, 1],
  [7, 5, 7, 5, 7],
  [7, 5, 7, 1, 7],
];
const PLUS: readonly number[] = [0, 2, 7, 2, 0];

/** What stands on an icon for a count: 1 to 9, then `9+`, for no more can be read there. */
export const countText = (count: number): string => (count > 9 ? '9+' : String(count));

/**
 * The tray's icon ([DK2]): the thread with its knot on paper, how this agent is as a dot, and how much waits. The dot of
 * somebody who is away or not there is a ring, so that colour is not all that tells them apart.
 */
export function trayPicture(size: number, presence: Presence | null, count: number): Picture {
  const draw = canvas(size);
  const part = (share: number): number => share * size;
  draw.disc({ x: part(0.5), y: part(0.5), radius: part(0.5) }, PAPER);
  draw.box({ x: part(0.34), y: part(0.1), width: part(0.14), height: part(0.8) }, THREAD);
  draw.disc({ x: part(0.41), y: part(0.45), radius: part(0.19) }, THREAD);
  draw.disc({ x: part(0.41), y: part(0.45), radius: part(0.09) }, PAPER);
  if (presence !== null) {
    const dot = { x: part(0.8), y: part(0.8), radius: part(0.2) };
    draw.disc(dot, PRESENCE[presence]);
    if (presence !== 'ready' && presence !== 'busy') draw.disc({ ...dot, radius: part(0.09) }, PAPER);
  }
  if (count > 0) {
    draw.disc({ x: part(0.73), y: part(0.27), radius: part(0.27) }, COUNT);
    draw.digits(countText(count), { x: part(0.73), y: part(0.27) }, part(0.27));
  }
  return draw.picture();
}

/** What Windows lays over the taskbar's entry. */
export function overlayPicture(size: number, count: number): Picture {
  const draw = canvas(size);
  const middle = { x: size / 2, y: size / 2 };
  draw.disc({ ...middle, radius: size / 2 }, COUNT);
  draw.digits(countText(count), middle, size / 2);
  return draw.picture();
}

type Spot = { readonly x: number; readonly y: number };
type Disc = Spot & { readonly radius: number };
type Box = Spot & { readonly width: number; readonly height: number };

function canvas(size: number) {
  const bitmap = Buffer.alloc(size * size * 4);
  const put = (x: number, y: number, [red, green, blue]: Colour): void => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    bitmap.set([blue, green, red, 255], (y * size + x) * 4);
  };
  const fill = (isIn: (x: number, y: number) => boolean, colour: Colour): void => {
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        // A pixel's middle decides.
        if (isIn(x + 0.5, y + 0.5)) put(x, y, colour);
      }
    }
  };
  return {
    disc: (disc: Disc, colour: Colour) =>
      fill((x, y) => (x - disc.x) ** 2 + (y - disc.y) ** 2 <= disc.radius ** 2, colour),
    box: (box: Box, colour: Colour) =>
      fill((x, y) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height, colour),
    digits(text: string, middle: Spot, radius: number): void {
      const columns = text.length * 4 - 1;
      const dot = Math.max(1, Math.floor((radius * 1.5) / Math.max(columns, 5)));
      const left = Math.round(middle.x - (columns * dot) / 2);
      const top = Math.round(middle.y - (5 * dot) / 2);
      for (const [at, character] of [...text].entries()) {
        const rows = character === '+' ? PLUS : (DIGITS[Number(character)] ?? []);
        fill((x, y) => {
          const column = Math.floor((x - left) / dot) - at * 4;
          const bits = rows[Math.floor((y - top) / dot)] ?? 0;
          return column >= 0 && column < 3 && ((bits >> (2 - column)) & 1) === 1;
        }, PAPER);
      }
    },
    picture: (): Picture => ({ width: size, height: size, bitmap }),
  };
}
