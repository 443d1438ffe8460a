import { describe, expect, it } from 'vitest';
import { acceleratorOf, keysOf } from '#renderer/desk/features/settings/computer/accelerator-of.ts';

const press = (code: string, held = '') =>
  acceleratorOf({
    code,
    ctrlKey: held.includes('c'),
    altKey: held.includes('a'),
    shiftKey: held.includes('s'),
    metaKey: held.includes('m'),
  });

describe('[DK3] keys that are pressed to be set', () => {
  it('are taken by their place, whatever an input method types by them', () => {
    expect(press('KeyA', 'cas')).toBe('Control+Alt+Shift+A');
    expect(press('Digit1', 'm')).toBe('Super+1');
    expect(press('F11', 'a')).toBe('Alt+F11');
  });

  it('wait while only Control is down', () => {
    expect(press('ControlLeft', 'c')).toBeNull();
    expect(press('MetaRight', 'm')).toBeNull();
  });

  it('are refused where they are an input method’s or a key alone', () => {
    expect([press('F7', 'c'), press('Space', 'c'), press('KeyA'), press('KeyA', 's')]).toEqual(
      new Array(4).fill('wrong'),
    );
  });

  it('are written as they stand on the keys', () => {
    expect(keysOf('CommandOrControl+Alt+Shift+A', false)).toBe('Ctrl + Alt + Shift + A');
    expect(keysOf('CommandOrControl+Alt+Shift+A', true)).toBe('⌘⌥⇧A');
  });
});
