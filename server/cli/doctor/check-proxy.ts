import { isIP } from 'node:net';
import type { Config } from '#server/config.ts';
import { type Finding, fine } from './finding.ts';

type Facts = Pick<Config, 'host' | 'tls' | 'trustProxy' | 'publicUrl'>;

/** Whether what people type is protected on its way, and whether callers' addresses are what they seem. */
export function checkProxy(config: Facts): Finding[] {
  return [checkWay(config), ...checkTrust(config)];
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

function checkWay({ host, tls, trustProxy, publicUrl }: Facts): Finding {
  const name = 'encryption';
  if (tls !== undefined) return fine(name, 'the hub itself speaks https');
  const isBehindHttps = publicUrl?.startsWith('https:') === true && trustProxy !== false;
  if (isBehindHttps) return fine(name, 'by the proxy in front');
  if (isLoopback(host)) return fine(name, `none, and only this machine reaches ${host}`);
  return {
    name,
    state: 'warning',
    found: `none: passwords and threads cross the network in the clear to ${host}`,
    expected: 'https',
    next: 'Set TSUNAGI_TLS_CERT and TSUNAGI_TLS_KEY; or a proxy with a certificate, TSUNAGI_PUBLIC_URL and TSUNAGI_TRUST_PROXY.',
  };
}

function checkTrust({ host, trustProxy, publicUrl, tls }: Facts): Finding[] {
  const name = 'trusted proxy';
  if (trustProxy === true && !isLoopback(host)) {
    return [
      {
        name,
        state: 'warning',
        found: `anybody who reaches ${host} is believed about where a call comes from`,
        expected: 'the addresses of your proxies',
        next: 'Set TSUNAGI_TRUST_PROXY to them, such as 10.0.0.5: tries to sign in are limited by address.',
      },
    ];
  }
  if (trustProxy === false && tls === undefined && publicUrl !== undefined && !isOwnAddress(publicUrl, host)) {
    return [
      {
        name,
        state: 'warning',
        found: 'none, but the public address is another than the hub’s own',
        expected: 'the addresses of your proxies in TSUNAGI_TRUST_PROXY',
        next: 'Without it every caller seems to be the proxy, and one who tries passwords locks everybody out.',
      },
    ];
  }
  if (trustProxy === false) return [];
  return [fine(name, trustProxy === true ? 'whoever is on this machine' : trustProxy.join(', '))];
}

/** An address by number is the hub's own where it listens on it, or on all. */
function isOwnAddress(publicUrl: string, host: string): boolean {
  const { hostname, protocol } = new URL(publicUrl);
  return protocol === 'http:' && (hostname === host || isIP(hostname) !== 0 || hostname === 'localhost');
}
