import { describe, expect, it } from 'vitest';
import { withoutPersonalData } from '#electron/lifecycle/log/without-personal-data.ts';
import { cpuMsOf } from '#test/support/cpu-time.ts';

describe('[PR4] a line of the log', () => {
  it.each([
    ['mail to misaki.sato@example.co.jp failed', 'mail to [mail] failed'],
    ['相手 田中@例え.jp です', '相手 [mail] です'],
    ['call 03-1234-5678 refused', 'call [number] refused'],
    ['call +81 90 1234 5678', 'call [number]'],
    ['card 4111 1111 1111 1111 seen', 'card [number] seen'],
    ['could not open tel:+81312345678', 'could not open tel:…'],
    ['refused: tsunagi://customer/0190f2d2', 'refused: tsunagi:…'],
    ['GET https://user:pw@hub.example.jp/customers/42?q=tanaka failed', 'GET https://hub.example.jp/… failed'],
    ['wss://hub.example.jp/socket.io/?token=abc closed', 'wss://hub.example.jp/… closed'],
    ['cannot write /home/misaki/.config/Tsunagi/x', 'cannot write /home/[user]/.config/Tsunagi/x'],
    ['cannot write C:\\Users\\misaki sato\\x', 'cannot write C:\\Users\\[user]\\x'],
    ['at /Users/misaki/app', 'at /Users/[user]/app'],
    ['authorization: Bearer abcdef', 'authorization: [token]'],
    ['eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln', '[token]'],
    ['kept a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6', 'kept [text]'],
  ])('%s', (line, clean) => {
    expect(withoutPersonalData(line)).toBe(clean);
  });

  it.each([
    '2026-11-22T16:30:05.123Z desktop page gone: crashed, exit code 139',
    'ipc settings/set refused [1a2b3c4d]: invalid',
    'conversation 0190f2d2-0000-7000-8000-000000000001 opened',
    'hub 127.0.0.1:43105 answers',
    'page not loaded: ERR_FAILED (-2)',
    'Electron 45.4.1',
  ])('%s stays as it is', (line) => {
    expect(withoutPersonalData(line)).toBe(line);
  });

  it('is clean when it was cleaned before', () => {
    const once = withoutPersonalData('https://a:b@hub.example.jp/x mail a@b.example 090-1234-5678 /home/x/y');
    expect(withoutPersonalData(once)).toBe(once);
  });

  it('takes time in proportion to its length', () => {
    const spent = cpuMsOf(() => {
      for (const part of ['a@', '1-', '/home/', 'http://', 'eyJ', 'aA1_', 'a-', '1 '])
        withoutPersonalData(part.repeat(10_000));
    });
    expect(spent).toBeLessThan(2000);
  });
});
