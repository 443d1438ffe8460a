import { describe, expect, it } from 'vitest';
import { chooseHubAddress } from '#electron/hub/hub-address.ts';

const from = (argument: string | null, settings: string | null = null, policy: string | null = null) =>
  chooseHubAddress({ argument, policy, settings });

describe('the hub’s address', () => {
  it.each([
    ['https://hub.example.jp', 'https://hub.example.jp'],
    ['https://hub.example.jp:8443/', 'https://hub.example.jp:8443'],
    ['http://127.0.0.1:4310', 'http://127.0.0.1:4310'],
    ['http://localhost:4310', 'http://localhost:4310'],
    ['http://[::1]:4310', 'http://[::1]:4310'],
  ])('%s can be used', (given, url) => {
    expect(from(given)).toEqual({ url, source: 'argument', problem: null });
  });

  it.each([
    'http://hub.example.jp',
    'http://192.168.0.2:4310',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'ftp://127.0.0.1',
    'file:///tmp',
    'hub.example.jp',
    'https://u:p@hub.example',
    'https://hub.example/desk',
    'https://hub.example/?x',
    'javascript:alert(1)',
  ])('%s is a problem that says what was expected', (given) => {
    const address = from(given);
    expect(address.url).toBeNull();
    expect(address.problem).toContain('expected https://HOST');
  });

  it('shows no password that was put into it', () => {
    expect(from('https://user:hunter2@hub.example').problem).not.toContain('hunter2');
  });

  it('[DK1] is the policy’s, whatever the program was started with', () => {
    expect(from('https://a.example', 'https://c.example', 'https://b.example')).toEqual({
      url: 'https://b.example',
      source: 'policy',
      problem: null,
    });
    expect(from('https://a.example', null, 'not an address')).toMatchObject({ url: null, source: 'policy' });
  });

  it('is taken from IT’s policy, then the argument, then the settings', () => {
    expect(from('https://a.example', 'https://c.example').url).toBe('https://a.example');
    expect(from(null, 'https://c.example', 'https://b.example')).toMatchObject({
      url: 'https://b.example',
      source: 'policy',
    });
    expect(from(null, 'https://c.example')).toMatchObject({ url: 'https://c.example', source: 'settings' });
    expect(from(null)).toEqual({ url: null, source: 'none', problem: null });
  });

  it('is not looked for further when the first one given is wrong', () => {
    expect(from('http://hub.example', 'https://c.example')).toMatchObject({ url: null, source: 'argument' });
  });
});
