import { describe, expect, it } from 'vitest';
import { takeConfig } from '#electron/config.ts';
import { MIN_SIZE, openingBounds, WEB_PREFERENCES } from '#electron/windows/window-options.ts';
import { windowTitle } from '#electron/windows/window-title.ts';

describe('what the desktop is told from outside', () => {
  it('forgets the ways to sign in, so that no child process inherits them', () => {
    const env = { TSUNAGI_SIGN_IN_CODE: 'abc', TSUNAGI_SIGN_IN: 'sato:pw', SSLKEYLOGFILE: '/tmp/keys' };
    expect(takeConfig([], env).signIn).toEqual({ kind: 'code', code: 'abc' });
    expect(env).toEqual({});
  });

  it('takes a password that has a colon in it whole', () => {
    expect(takeConfig([], { TSUNAGI_SIGN_IN: 'sato:p:w' }).signIn).toEqual({
      kind: 'password',
      login: 'sato',
      password: 'p:w',
    });
    expect(takeConfig([], { TSUNAGI_SIGN_IN: 'sato' }).signIn).toBeNull();
  });

  it('lets the last of several hub addresses win', () => {
    expect(takeConfig(['--hub=a', '--hub=b'], {}).hubArgument).toBe('b');
    expect(takeConfig(['--hub', 'a'], {}).hubArgument).toBeNull();
  });

  it('knows when the sandbox is off', () => {
    expect(takeConfig([], {}).sandboxed).toBe(true);
    expect(takeConfig(['x', '--no-sandbox'], {}).sandboxed).toBe(false);
  });
});

describe('the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 };
  const left = (bounds: Partial<typeof screen>) => ({
    bounds: { x: 10, y: 20, width: 1300, height: 800, ...bounds },
    maximized: false,
  });

  it('[DK3] opens where it was left', () => {
    expect(openingBounds(left({}), [screen])).toEqual({ x: 10, y: 20, width: 1300, height: 800 });
  });

  it('opens centred when the screen it was on is gone', () => {
    expect(openingBounds(left({ x: 2500 }), [screen])).toEqual({ width: 1300, height: 800 });
    expect(openingBounds(left({ y: 1039 }), [screen])).toEqual({ width: 1300, height: 800 });
    expect(openingBounds(left({ x: 2500 }), [screen, { ...screen, x: 1920 }])).toMatchObject({ x: 2500 });
  });

  it('is never smaller than its least size, nor larger than the screen has room for', () => {
    expect(openingBounds(left({ width: 300, height: 200 }), [screen])).toMatchObject(MIN_SIZE);
    expect(openingBounds(left({ width: 9000, height: 9000 }), [screen])).toMatchObject({ width: 1920, height: 1040 });
    expect(openingBounds(null, [screen])).toEqual({ width: 1440, height: 900 });
  });

  it('[DK1] gives its page no more than a browser would', () => {
    expect(WEB_PREFERENCES).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });

  it('has the count first in its title', () => {
    expect([0, 3, 1200].map(windowTitle)).toEqual(['Tsunagi', '(3) Tsunagi', '(999+) Tsunagi']);
  });
});
