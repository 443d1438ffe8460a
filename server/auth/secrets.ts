import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, in letters that fit a header, an address and a shell. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** How secrets of full entropy are stored: nobody can guess one from its digest. Never for passwords. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

export const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Equal or not, in a time that says nothing about where they differ. */
export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
