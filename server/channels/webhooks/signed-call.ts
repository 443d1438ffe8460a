import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older calls are refused: whoever recorded one cannot play it again later. In seconds. */
export const SIGNED_CALL_MAX_AGE_S = 300;
/** The header of our own webhooks. */
export const SIGNATURE_HEADER = 'tsunagi-signature';

const mac = (secret: string, time: string, raw: Buffer): string =>
  createHmac('sha256', secret).update(`${time}.`).update(raw).digest('hex');

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 over `t`, a dot and the raw body. */
export function signCall(secret: string, raw: Buffer, at: Date): string {
  const time = String(Math.floor(at.getTime() / 1000));
  return `t=${time},v1=${mac(secret, time, raw)}`;
}

/**
 * True when one of the header's `v1` is right for one of the secrets and its time is within five minutes of now. In
 * constant time; false without a secret ([CH2]).
 */
export function isSignedCall(
  header: string | undefined,
  raw: Buffer,
  secrets: readonly (string | undefined)[],
  now: Date,
): boolean {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('='));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(time)) > SIGNED_CALL_MAX_AGE_S) return false;
  const given = parts.filter(([name]) => name === 'v1').map(([, value]) => Buffer.from(value ?? ''));
  let isRight = false;
  for (const secret of secrets) {
    if (secret === undefined || secret === '') continue;
    // As text, so that no other spelling of the same bytes passes.
    const expected = Buffer.from(mac(secret, time, raw));
    for (const one of given) if (one.length === expected.length && timingSafeEqual(one, expected)) isRight = true;
  }
  return isRight;
}
