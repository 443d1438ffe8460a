import { createHmac, timingSafeEqual } from 'node:crypto';

/** base64(HMAC-SHA256(secret, raw)), as Shopify and WooCommerce sign what they send. */
export const bodySignature = (secret: string, raw: Buffer): string =>
  createHmac('sha256', secret).update(raw).digest('base64');

/**
 * True when the header is the signature of these bytes by one of the secrets, letter by letter: another spelling of the
 * same bytes is none. In constant time; false without a secret ([CH2]).
 */
export function isSignedBody(
  header: string | undefined,
  raw: Buffer,
  secrets: readonly (string | undefined)[],
): boolean {
  const given = Buffer.from(header ?? '');
  let isRight = false;
  for (const secret of secrets) {
    if (secret === undefined || secret === '') continue;
    const expected = Buffer.from(bodySignature(secret, raw));
    if (given.length === expected.length && timingSafeEqual(given, expected)) isRight = true;
  }
  return isRight;
}
