import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashInputs } from '#build/hash-inputs.ts';
import { icnsOf, icoOf, pngSize } from '#build/package/icons/icon-files.ts';
import { root } from '#build/root.ts';

const resources = join(root, 'build/package/resources');
const read = (name: string): Buffer => readFileSync(join(resources, name));

describe('the icons', () => {
  it('were made from the drawings as they are', async () => {
    const drawn = await hashInputs(
      root,
      ['tsunagi.svg', 'tsunagi-small.svg'].map((name) => `build/package/icons/${name}`),
    );
    expect(read('icons.sha256').toString('utf8').trim()).toBe(drawn);
  });

  it.each([16, 24, 32, 48, 64, 128, 256, 512])('of Linux has the size %i', (size) => {
    expect(pngSize(read(`icons/${size}x${size}.png`))).toEqual({ width: size, height: size });
  });

  it('of Windows holds every size up to 256', () => {
    const ico = read('icon.ico');
    const count = ico.readUInt16LE(4);
    const sizes = Array.from({ length: count }, (_, index) => {
      const entry = 6 + 16 * index;
      const offset = ico.readUInt32LE(entry + 12);
      const { width } = pngSize(ico.subarray(offset, offset + ico.readUInt32LE(entry + 8)));
      expect(width % 256).toBe(ico.readUInt8(entry));
      return width;
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('of macOS holds every size up to 1024', () => {
    const icns = read('icon.icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes: number[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
      sizes.push(pngSize(icns.subarray(at + 8)).width);
    expect([...new Set(sizes)]).toEqual([32, 64, 128, 256, 512, 1024]);
  });
});

describe('containers of icons', () => {
  const png = Buffer.from('not looked at');

  it('write 256 pixels as 0, as .ico has it', () => {
    expect(icoOf([{ size: 256, png }]).readUInt8(6)).toBe(0);
  });

  it('leave out of .icns what it has no name for', () => {
    expect(icnsOf([{ size: 24, png }])).toHaveLength(8);
  });
});
