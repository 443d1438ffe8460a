import type { Config } from '#server/config.ts';
import { type Finding, fine } from './finding.ts';

/** Whether providers that call us would reach this hub; the hub runs without. */
export function checkAddress({ publicUrl }: Pick<Config, 'publicUrl'>): Finding {
  const name = 'public address';
  const expected = 'https://… as the outside reaches this hub';
  if (publicUrl === undefined) {
    const next =
      'Set TSUNAGI_PUBLIC_URL before connecting a channel whose provider calls us (LINE, SMS, a shop, a till).';
    return { name, state: 'warning', found: 'not set', expected, next };
  }
  if (publicUrl.startsWith('https:')) return fine(name, publicUrl);
  const next = 'Put a proxy with a certificate in front of it: most providers call https addresses only.';
  return { name, state: 'warning', found: publicUrl, expected, next };
}
