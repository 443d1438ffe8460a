import { describe, expect, it } from 'vitest';
import { countText, overlayPicture, type Picture, trayPicture } from '#electron/native/tray-picture.ts';
import { TRAY_WORDS, trayTip } from '#electron/native/tray-words.ts';
import en from '#renderer/i18n/en/common.json' with { type: 'json' };
import ja from '#renderer/i18n/ja/common.json' with { type: 'json' };

const SIZES = [18, 24, 36, 48] as const;
const same = (a: Picture, b: Picture): boolean => a.bitmap.equals(b.bitmap);

describe('[DK2] the tray’s picture', () => {
  it.each(SIZES)('differs by presence and by count at %i px', (size) => {
    const all = [
      ...(['ready', 'busy', 'wrap_up', 'away', null] as const).map((presence) => trayPicture(size, presence, 0)),
      ...[1, 2, 9, 10].map((count) => trayPicture(size, 'ready', count)),
    ];
    for (const [at, one] of all.entries()) for (const other of all.slice(at + 1)) expect(same(one, other)).toBe(false);
  });

  it('tells away from ready without colour: its dot has a hole', () => {
    const size = 48;
    const middleOfDot = (Math.floor(0.8 * size) * size + Math.floor(0.8 * size)) * 4;
    const paper = [...trayPicture(size, 'away', 0).bitmap.subarray(middleOfDot, middleOfDot + 3)];
    const dot = [...trayPicture(size, 'ready', 0).bitmap.subarray(middleOfDot, middleOfDot + 3)];
    expect(Math.min(...paper)).toBeGreaterThan(200);
    expect(Math.min(...dot)).toBeLessThan(100);
  });

  it('is whole pixels, seen or not', () => {
    for (const { bitmap, width, height } of [trayPicture(24, 'ready', 12), overlayPicture(32, 3)]) {
      expect(bitmap).toHaveLength(width * height * 4);
      expect(new Set(bitmap.filter((_byte, at) => at % 4 === 3))).toEqual(new Set([0, 255]));
    }
  });

  it('counts to nine and then says more', () => {
    expect([1, 9, 10, 4000].map(countText)).toEqual(['1', '9', '9+', '9+']);
  });

  it('has words for who points at it', () => {
    expect(trayTip('en', 'away', 3)).toBe('Tsunagi · Away · 3 waiting');
    expect(trayTip('ja', 'ready', 0)).toBe('Tsunagi · 待機中');
    expect(trayTip('en', null, 0)).toBe('Tsunagi · Not signed in');
  });

  it('calls presence what the desk calls it', () => {
    for (const [locale, common] of [
      ['ja', ja],
      ['en', en],
    ] as const) {
      expect(common.presence).toMatchObject(TRAY_WORDS[locale].presence);
    }
  });
});
