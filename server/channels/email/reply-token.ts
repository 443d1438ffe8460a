import { createHmac, timingSafeEqual } from 'node:crypto';

/** 128 bits, so that nobody finds one by trying ([CH4]). */
const MAC_BYTES = 16;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const TOKEN = /^([1-9][0-9]{0,14})x([a-z2-7]{26})$/;

export type ReplyFor = {
  readonly conversationNumber: number;
  readonly conversationId: string;
  /** Whom the mail goes to, in normal form: nobody else's answer counts. */
  readonly recipient: string;
};

/** What stands in a reply address: letters and digits of one case, for mail servers may fold it. 43 characters at most. */
export const replyToken = (key: Buffer, reply: ReplyFor): string =>
  `${reply.conversationNumber}x${base32(macOf(key, reply))}`;

/** The conversation a token speaks of, unproven; null for what is no token. */
export function conversationNumberIn(token: string): number | null {
  const number = TOKEN.exec(token)?.[1];
  return number === undefined ? null : Number(number);
}

/** Whether we gave this token to this recipient for this conversation; in constant time. */
export function isOurToken(key: Buffer, token: string, reply: ReplyFor): boolean {
  const given = TOKEN.exec(token);
  if (given === null || given[1] !== String(reply.conversationNumber)) return false;
  return timingSafeEqual(Buffer.from(given[2] ?? ''), Buffer.from(base32(macOf(key, reply))));
}

/** The reply address by its template, `support+{token}@shop.example`. */
export const replyAddress = (template: string, token: string): string => template.replace('{token}', token);

/** The tokens in addresses that fit the template, whatever their case. */
export function tokensIn(template: string, addresses: readonly string[]): string[] {
  const at = template.indexOf('{token}');
  if (at === -1) return [];
  const before = template.slice(0, at).toLowerCase();
  const after = template.slice(at + '{token}'.length).toLowerCase();
  return addresses
    .map((address) => address.trim().toLowerCase())
    .filter(
      (address) =>
        address.startsWith(before) && address.endsWith(after) && address.length > before.length + after.length,
    )
    .map((address) => address.slice(before.length, address.length - after.length))
    .filter((token) => TOKEN.test(token));
}

const macOf = (key: Buffer, { conversationId, recipient }: ReplyFor): Buffer =>
  createHmac('sha256', key).update(`reply\n${conversationId}\n${recipient}`).digest().subarray(0, MAC_BYTES);

function base32(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  bits <<= 2n; // 128 bits in 26 letters of five
  let text = '';
  for (let at = 0; at < 26; at += 1) {
    text = (BASE32[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return text;
}
