import { describe, expect, it } from 'vitest';
import { proxyConfig } from '#electron/network/proxy.ts';
import { type Interfaces, networkOf, watchNetwork } from '#electron/network/watch-network.ts';

describe('the proxy', () => {
  it('is the operating system’s unless the company says another', () => {
    expect(proxyConfig(undefined)).toEqual({ mode: 'system' });
    expect(proxyConfig({ mode: 'system' })).toEqual({ mode: 'system' });
    expect(proxyConfig({ mode: 'direct' })).toEqual({ mode: 'direct' });
    expect(proxyConfig({ mode: 'auto', script: 'https://example.jp/p.pac' })).toEqual({
      mode: 'pac_script',
      pacScript: 'https://example.jp/p.pac',
    });
    expect(proxyConfig({ mode: 'fixed', server: 'proxy:8080', bypass: ['*.example.jp'] })).toEqual({
      mode: 'fixed_servers',
      proxyRules: 'proxy:8080',
      proxyBypassRules: '*.example.jp;<local>',
    });
  });
});

describe('a change of network', () => {
  const wifi = { wlan0: [{ address: '192.168.1.5', internal: false }] };
  const loopback = { lo: [{ address: '127.0.0.1', internal: true }] };
  const linkLocal = { wlan0: [...wifi.wlan0, { address: 'fe80::1', internal: false }] };

  function watch(first: Interfaces) {
    let now = first;
    let look = (): void => undefined;
    let told = 0;
    watchNetwork({
      interfaces: () => now,
      every: (_ms, work) => {
        look = work;
      },
      tell: () => {
        told += 1;
      },
    });
    return (next: Interfaces): number => {
      now = next;
      look();
      return told;
    };
  }

  it('is told once when the addresses are others', () => {
    const becomes = watch({ ...loopback, ...wifi });
    expect(becomes({ ...loopback, ...wifi })).toBe(0);
    expect(becomes({ ...loopback, tun0: [{ address: '10.8.0.2', internal: false }], ...wifi })).toBe(1);
    expect(becomes({ ...loopback, tun0: [{ address: '10.8.0.2', internal: false }], ...wifi })).toBe(1);
    expect(becomes({ ...loopback, ...wifi })).toBe(2);
  });

  it('is not told while there is no network at all, and is when it is back', () => {
    const becomes = watch({ ...loopback, ...wifi });
    expect(becomes(loopback)).toBe(0);
    expect(becomes({ ...loopback, ...wifi })).toBe(1);
  });

  it('is not an address that comes and goes by itself', () => {
    expect(networkOf(linkLocal)).toBe(networkOf(wifi));
    expect(networkOf({ ...wifi, eth0: undefined })).toBe(networkOf(wifi));
  });
});
