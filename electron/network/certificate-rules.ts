import type { X509Certificate } from 'node:crypto';

/** Extensions by their DER, as an OBJECT IDENTIFIER begins them. */
const NAME_CONSTRAINTS = Buffer.from('0603551d1e', 'hex');
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_USE = '2.5.29.37.0';

/** A leaf for this host, made for servers. Its name has to be among its alternative names, as browsers ask. */
export function isServerCertificate(certificate: X509Certificate, hostname: string): boolean {
  const uses = certificate.keyUsage as readonly string[] | undefined;
  if (uses !== undefined && !uses.includes(SERVER_AUTH) && !uses.includes(ANY_USE)) return false;
  const host = hostname.replace(/^\[|\]$/g, '');
  const isAddress = /^[\d.]+$/.test(host) || host.includes(':');
  const found = isAddress
    ? certificate.checkIP(host)
    : certificate.checkHost(host, { subject: 'never', partialWildcards: false });
  return found !== undefined;
}

/** An authority that may stand above a leaf with so many authorities between. */
export function isIssuable(authority: X509Certificate, between: number): boolean {
  if (!authority.ca || authority.raw.includes(NAME_CONSTRAINTS)) return false;
  const most = pathLength(authority.raw);
  return most === null || between <= most;
}

/**
 * How many authorities may stand below, by the certificate's basic constraints; null without a limit. Of
 * `OID, [BOOLEAN critical], OCTET STRING { SEQUENCE { BOOLEAN ca, [INTEGER limit] } }` the limit is one byte in any real
 * certificate; another form counts as zero.
 */
export function pathLength(der: Buffer): number | null {
  const found = der.indexOf(BASIC_CONSTRAINTS);
  if (found < 0) return null;
  let at = found + BASIC_CONSTRAINTS.length;
  if (der[at] === 0x01) at += 3;
  if (der[at] !== 0x04 || der[at + 2] !== 0x30) return 0;
  const length = der[at + 3] ?? 0;
  const inside = der.subarray(at + 4, at + 4 + length);
  const rest = inside[0] === 0x01 ? inside.subarray(3) : inside;
  if (rest.length === 0) return null;
  return rest[0] === 0x02 && rest[1] === 1 ? (rest[2] ?? 0) : 0;
}
