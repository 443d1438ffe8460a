import { describe, expect, it } from 'vitest';
import { safeFileName } from '#server/blobs/file-name.ts';
import { imageSize } from '#server/blobs/image-size.ts';
import { sniff } from '#server/blobs/sniff.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('the size of an image', () => {
  it('is read from GIF, JPEG and each kind of WebP', () => {
    expect(imageSize('image/gif', hex('474946383961 0500 0700'))).toEqual({ width: 5, height: 7 });
    const jpeg = hex('ffd8 ffe0 0004 0000 ffc0 0011 08 0007 0005 03 0000000000');
    expect(imageSize('image/jpeg', jpeg)).toEqual({ width: 5, height: 7 });
    const webp = (body: string) => Buffer.concat([Buffer.from('RIFF....WEBP'), hex(body)]);
    expect(imageSize('image/webp', webp('56503820 00000000 000000 9d012a 0500 0700'))).toEqual({ width: 5, height: 7 });
    expect(imageSize('image/webp', webp('5650384c 00000000 2f 04800100 0000000000'))).toEqual({ width: 5, height: 7 });
    expect(imageSize('image/webp', webp('56503858 00000000 00000000 040000 060000'))).toEqual({ width: 5, height: 7 });
  });

  it('is none for a file cut short, whatever its first bytes promise', () => {
    const whole = hex('ffd8 ffe0 0004 0000 ffc0 0011 08 0007 0005 03 0000000000');
    for (let length = 0; length < 15; length++) expect(imageSize('image/jpeg', whole.subarray(0, length))).toBeNull();
    expect(imageSize('image/jpeg', hex('ffd8 ffe0 ffff ffff'))).toBeNull();
    expect(sniff(Buffer.from('GIF89a'))).toBeNull();
    expect(sniff(Buffer.from('RIFF    WEBP'))).toBeNull();
  });
});

describe('the name of a file', () => {
  it.each([
    ['photo.PNG', ['png'], 'photo.png'],
    ['C:\\Users\\x\\photo.png', ['png'], 'photo.png'],
    ['photo.png.exe', ['png'], 'photo.png.exe.png'],
    ['', ['pdf'], 'file.pdf'],
    ['...', ['pdf'], 'file.pdf'],
    ['/etc/', ['txt'], 'file.txt'],
    ['請求書　2026.pdf', ['pdf'], '請求書 2026.pdf'],
    ['a\u200b\u202eb\u0000.txt', ['txt'], 'ab.txt'],
    ['<a href="x">.txt', ['txt'], '_a href=_x__.txt'],
    ['𠮷'.repeat(200), ['txt'], `${'𠮷'.repeat(116)}.txt`],
  ])('%j becomes %j', (given, extensions, expected) => {
    expect(safeFileName(given, extensions)).toBe(expected);
  });
});
