import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Connection } from '#server/channels/provider.ts';

type Scheme = { readonly secret: string; readonly encoding: 'base64' | 'hex'; readonly prefix?: string };

/**
 * Whether a header is HMAC-SHA256 over the raw bytes under the named secret or, while it rotates, its former value. In
 * constant time over the text of the signature, so that no other spelling of the same bytes passes; false without a
 * secret ([CH2]).
 */
export function isSigned(
  connection: Pick<Connection, 'secrets'>,
  raw: Buffer,
  given: string | undefined,
  { secret, encoding, prefix = '' }: Scheme,
): boolean {
  if (given === undefined) return false;
  let isRight = false;
  for (const key of [connection.secrets[secret], connection.secrets[`${secret}:former`]]) {
    if (key === undefined || key === '') continue;
    const expected = Buffer.from(prefix + createHmac('sha256', key).update(raw).digest(encoding));
    const said = Buffer.from(given);
    if (said.length === expected.length && timingSafeEqual(said, expected)) isRight = true;
  }
  return isRight;
}
