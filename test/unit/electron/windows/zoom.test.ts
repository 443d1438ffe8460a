import { describe, expect, it } from 'vitest';
import { ZOOM_STEPS, zoomAfter, zoomKeyOf } from '#electron/windows/zoom.ts';

const press = (key: string, more: Partial<Parameters<typeof zoomKeyOf>[0]> = {}) => ({
  type: 'keyDown',
  key,
  control: true,
  meta: false,
  alt: false,
  ...more,
});

describe('[DK3] zoom', () => {
  it.each([
    ['+', 'in'],
    ['=', 'in'],
    ['-', 'out'],
    ['0', 'reset'],
    ['1', null],
    ['F6', null],
  ] as const)('Ctrl %s is %s', (key, zoomKey) => {
    expect(zoomKeyOf(press(key), 'linux')).toBe(zoomKey);
  });

  it('leaves alone what is no chord of its own, and what an IME composes', () => {
    expect(zoomKeyOf(press('-', { control: false }), 'linux')).toBeNull();
    expect(zoomKeyOf(press('-', { alt: true }), 'linux')).toBeNull();
    expect(zoomKeyOf(press('-', { type: 'keyUp' }), 'linux')).toBeNull();
    expect(zoomKeyOf(press('-', { isComposing: true }), 'linux')).toBeNull();
    expect(zoomKeyOf(press('-', { meta: true }), 'linux')).toBeNull();
  });

  it('is ⌘ on macOS', () => {
    expect(zoomKeyOf(press('+'), 'darwin')).toBeNull();
    expect(zoomKeyOf(press('+', { control: false, meta: true }), 'darwin')).toBe('in');
  });

  it('goes step by step, from between two steps to the next, and stays at either end', () => {
    expect(zoomAfter('in', 1)).toBe(1.1);
    expect(zoomAfter('out', 1)).toBe(0.9);
    expect(zoomAfter('in', 1.2)).toBe(1.25);
    expect(zoomAfter('out', 1.2)).toBe(1.1);
    expect(zoomAfter('in', 3)).toBe(3);
    expect(zoomAfter('out', 0.5)).toBe(0.5);
    expect(zoomAfter('reset', 2.5)).toBe(1);
  });

  it('comes back over all steps', () => {
    let zoom = 1;
    for (let n = 0; n < 3; n += 1) zoom = zoomAfter('in', zoom);
    for (let n = 0; n < 3; n += 1) zoom = zoomAfter('out', zoom);
    expect(zoom).toBe(1);
    expect(ZOOM_STEPS.includes(1)).toBe(true);
  });
});
