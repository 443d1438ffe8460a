import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createSettingsStore } from '#renderer/data/settings.ts';
import { DEFAULT_SETTINGS } from '#shared/ipc/settings.ts';

describe('createSettingsStore', () => {
  beforeEach(() => window.localStorage.clear());

  it('starts with the defaults and keeps what is chosen', () => {
    const store = createSettingsStore(window.localStorage, null);
    expect(store.current()).toEqual(DEFAULT_SETTINGS);
    const told = vi.fn();
    const stop = store.subscribe(told);
    store.change({ theme: 'dark' });
    stop();
    store.change({ locale: 'ja' });
    expect(told).toHaveBeenCalledOnce();
    const expected = { ...DEFAULT_SETTINGS, theme: 'dark', locale: 'ja' };
    expect(createSettingsStore(window.localStorage, null).current()).toEqual(expected);
  });

  it.each(['{', '{"theme":"pink"}', 'null'])('takes the defaults for what it cannot read: %s', (kept) => {
    window.localStorage.setItem('tsunagi.settings', kept);
    expect(createSettingsStore(window.localStorage, null).current()).toEqual(DEFAULT_SETTINGS);
  });

  it('works in a browser that refuses storage', () => {
    const refused = (): never => {
      throw new Error('refused');
    };
    const store = createSettingsStore({ getItem: refused, setItem: refused } as unknown as Storage, null);
    store.change({ density: 'compact' });
    expect(store.current().density).toBe('compact');
  });
});
