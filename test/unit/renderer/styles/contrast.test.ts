import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Tokens = Readonly<Record<string, string>>;

/** The `#rrggbb` tokens of each theme, read from the stylesheet itself. */
function readThemes(css: string): { light: Tokens; dark: Tokens } {
  const [light = '', rest = ''] = css.split('[data-theme="dark"]');
  const block = (text: string): Tokens =>
    Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));
  return { light: block(light), dark: block(rest.slice(0, rest.indexOf('}'))) };
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** What `color-mix(in srgb, a share, b)` gives. */
function mix(a: string, b: string, share: number): string {
  const over = channels(b);
  const mixed = channels(a).map((c, index) => Math.round((c * share + (over[index] ?? 0) * (1 - share)) * 255));
  return `#${mixed.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
}

const GROUNDS = ['ground', 'panel', 'raised'];
const INKS = ['ink', 'ink-2', 'ink-3'];
const DYES = ['phone', 'chat', 'email', 'line-app', 'store', 'order', 'note'];
const SIGNS = ['ok', 'warn', 'bad'];
const TEXT = 4.5;
const EDGE = 3;

const themes = readThemes(readFileSync('renderer/styles/tokens.css', 'utf8'));

describe.each(Object.entries(themes))('contrast of the %s theme', (_, tokens) => {
  const of = (name: string): string => {
    const value = tokens[name];
    if (value === undefined) throw new Error(`no token --${name} as #rrggbb`);
    return value;
  };
  const text = (ink: string, ground: string): void =>
    expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(TEXT);

  it.each(GROUNDS)('inks, dyes and signs are readable as text on %s', (ground) => {
    for (const ink of [...INKS, ...DYES, ...SIGNS, 'accent']) text(of(ink), of(ground));
  });

  it.each(DYES)('text is readable on the tint of %s', (dye) => {
    const tint = mix(of(dye), of('raised'), 0.1);
    for (const ink of ['ink', 'ink-2', 'ink-3', dye]) text(of(ink), tint);
  });

  it.each([
    ['accent', 0.08],
    ['warn', 0.09],
    ['bad', 0.09],
  ] as const)('text is readable on the tint of %s', (sign, share) => {
    const tint = mix(of(sign), of('raised'), share);
    for (const ink of ['ink', 'ink-2', sign]) text(of(ink), tint);
  });

  it('an icon is readable on a disc of each dye', () => {
    for (const dye of DYES) text(of('dye-ink'), of(dye));
  });

  it('filled buttons, avatars, marks and notes are readable', () => {
    text(of('accent-ink'), of('accent'));
    text(of('bad-ink'), of('bad'));
    text(of('avatar-ink'), of('avatar'));
    text(of('ink'), of('mark'));
    for (const ink of INKS) text(of(ink), of('note-ground'));
  });

  it('text is readable on a hovered row', () => {
    for (const ink of ['ink', 'ink-2']) text(of(ink), of('line'));
  });

  it('the edges of fields, of the note and the focus ring stand out', () => {
    for (const ground of GROUNDS) {
      for (const edge of ['field-line', 'focus', 'bad']) {
        expect(contrast(of(edge), of(ground)), `${edge} on ${ground}`).toBeGreaterThanOrEqual(EDGE);
      }
    }
    expect(contrast(of('note-line'), of('note-ground'))).toBeGreaterThanOrEqual(EDGE);
  });
});

describe('sizes', () => {
  const css = readFileSync('renderer/styles/tokens.css', 'utf8');
  const sizes = (block: string): number[] => [...block.matchAll(/--fs[\w-]*:\s*(\d+)px/g)].map(([, px]) => Number(px));

  it('no text is under 13 px, and none under 14 px in Japanese', () => {
    const [latin = '', japanese = ''] = css.split(':root:lang(ja)');
    expect(Math.min(...sizes(latin))).toBe(13);
    expect(Math.min(...sizes(japanese.slice(0, japanese.indexOf('}'))))).toBe(14);
  });
});
