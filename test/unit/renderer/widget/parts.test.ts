import { describe, expect, it } from 'vitest';
import { inkOn, longHex, readOptions } from '#renderer/widget/options.ts';
import { shrunkSize } from '#renderer/widget/shrink.ts';
import { openStore } from '#renderer/widget/store.ts';
import { uuidV7 } from '#renderer/widget/uuid-v7.ts';
import { createEnterKey, type KeyFacts } from '#renderer/widget/view/enter-key.ts';
import { linkedText } from '#renderer/widget/view/linked-text.ts';
import { tileSize } from '#renderer/widget/view/photo-tile.ts';

const enter = (over: Partial<KeyFacts> = {}): KeyFacts => ({
  key: 'Enter',
  shiftKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 13,
  timeStamp: 1000,
  ...over,
});

describe('[DK3] Enter', () => {
  it('sends, but with Shift, while composing, or as the key code of an IME', () => {
    const { means } = createEnterKey();
    expect(means(enter())).toBe(true);
    for (const not of [{ key: 'a' }, { shiftKey: true }, { isComposing: true }, { keyCode: 229 }]) {
      expect(means(enter(not))).toBe(false);
    }
  });

  it('that comes right after a composition ended is the one that ended it; the next one sends', () => {
    const key = createEnterKey();
    key.composed({ type: 'compositionstart', timeStamp: 900 });
    expect(key.means(enter())).toBe(false);
    key.composed({ type: 'compositionend', timeStamp: 995 });
    expect(key.means(enter({ timeStamp: 1000 }))).toBe(false);
    expect(key.means(enter({ timeStamp: 1200 }))).toBe(true);
  });
});

describe('the script tag', () => {
  const tag = (attributes: Record<string, string>) => {
    const script = document.createElement('script');
    script.src = 'https://hub.example/widget/tsunagi.js';
    for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
    return readOptions(script);
  };
  it('says where the hub is, and what the shop wishes', () => {
    expect(tag({})).toEqual({ hub: 'https://hub.example', lang: 'auto', color: null, identity: null });
    expect(tag({ 'data-lang': 'en', 'data-color': '#C96', 'data-identity': 'a.b.c' })).toEqual({
      hub: 'https://hub.example',
      lang: 'en',
      color: '#cc9966',
      identity: 'a.b.c',
    });
  });

  it('takes only colours for colours, and writes on each so that it can be read', () => {
    for (const no of ['red', '#12', 'url(x)', '#12345g', '', undefined]) expect(longHex(no)).toBeNull();
    for (let grey = 0; grey < 256; grey += 5) {
      const color = `#${grey.toString(16).padStart(2, '0').repeat(3)}`;
      expect(contrast(color, inkOn(color)), color).toBeGreaterThanOrEqual(4.5);
    }
    expect(inkOn('#23395b')).toBe('#ffffff');
    expect(inkOn('#cc9966')).toBe('#000000');
  });
});

function contrast(a: string, b: string): number {
  const [high = 1, low = 1] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('small parts', () => {
  it('ids are UUIDs of version 7 that sort by time', () => {
    const ids = [1000, 2000, Date.UTC(2026, 10, 22)].map((ms) => uuidV7(ms));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([...ids].sort()).toEqual(ids);
    expect(uuidV7(1000)).not.toBe(uuidV7(1000));
  });

  it('photos come down to four megapixels with their proportions, and small ones stay', () => {
    expect(shrunkSize(1600, 1200)).toEqual({ width: 1600, height: 1200 });
    const { width, height } = shrunkSize(6000, 4000);
    expect(width * height).toBeLessThanOrEqual(4_000_000);
    expect(width / height).toBeCloseTo(1.5, 2);
  });

  it('a tile is never too thin to press', () => {
    expect(tileSize(5000, 10)).toEqual({ width: 220, height: 64 });
    expect(tileSize(10, 5000)).toEqual({ width: 64, height: 260 });
  });

  it('links web addresses and nothing else, without the full stop after them', () => {
    const parts = linkedText(
      '詳しくは https://example.com/a?b=1。 または http://example.com/x. javascript:alert(1) <b>',
    );
    const links = parts.filter((part): part is HTMLAnchorElement => part instanceof HTMLAnchorElement);
    expect(links.map(({ href }) => href)).toEqual(['https://example.com/a?b=1', 'http://example.com/x']);
    expect(links.every(({ rel }) => rel.includes('noopener'))).toBe(true);
    expect(parts.map((part) => (typeof part === 'string' ? part : part.textContent)).join('')).toBe(
      '詳しくは https://example.com/a?b=1。 または http://example.com/x. javascript:alert(1) <b>',
    );
  });

  it('what cannot be stored is remembered as long as the page', () => {
    const real = Object.getOwnPropertyDescriptor(window, 'localStorage');
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const store = openStore('visits', 'https://hub.example');
    store.set('secret', 's');
    expect(store.get('secret')).toBe('s');
    store.set('secret', null);
    expect(store.get('secret')).toBeNull();
    if (real) Object.defineProperty(window, 'localStorage', real);
  });

  it('hubs do not share what is kept', () => {
    openStore('visits', 'https://a.example').set('secret', 's');
    expect(openStore('visits', 'https://b.example').get('secret')).toBeNull();
    expect(openStore('visits', 'https://a.example').get('secret')).toBe('s');
  });
});
