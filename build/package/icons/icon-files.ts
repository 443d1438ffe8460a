/** A square picture, PNG. */
export type Picture = { readonly size: number; readonly png: Buffer };

const ICO_HEADER = 6;
const ICO_ENTRY = 16;

/** An .ico of PNGs, as Windows reads it since Vista; 256 is written as 0. */
export function icoOf(pictures: readonly Picture[]): Buffer {
  const head = Buffer.alloc(ICO_HEADER + ICO_ENTRY * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = ICO_HEADER + ICO_ENTRY * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Apple's names for sizes that are stored as PNG; the second of a size is for screens of double density. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** An .icns of PNGs, as macOS reads it since 10.7. */
export function icnsOf(pictures: readonly Picture[]): Buffer {
  const blocks = pictures.flatMap(({ size, png }) =>
    (ICNS_TYPES[size] ?? []).map((type) => Buffer.concat([blockHead(type, png.length), png])),
  );
  const body = Buffer.concat(blocks);
  return Buffer.concat([blockHead('icns', body.length), body]);
}

function blockHead(type: string, bytes: number): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(bytes + head.length, 4);
  return head;
}

/** The width and height that a PNG states. @throws when it is none */
export function pngSize(png: Buffer): { readonly width: number; readonly height: number } {
  if (png.length < 24 || png.toString('latin1', 1, 4) !== 'PNG') throw new Error('this is not a PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
