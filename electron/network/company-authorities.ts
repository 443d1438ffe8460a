import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIssuable, isServerCertificate } from './certificate-rules.ts';

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates in a policy's files; what cannot be read is said and left out. */
export function readAuthorities(paths: readonly string[], log: (line: string) => void): X509Certificate[] {
  return paths.flatMap((path) => {
    try {
      const found = readFileSync(path, 'utf8').match(PEM) ?? [];
      if (found.length === 0) log('certificate authorities: a file of the policy holds no certificate');
      return found.map((pem) => new X509Certificate(pem)).filter((certificate) => certificate.ca);
    } catch (thrown: unknown) {
      const why = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'not a certificate';
      log(`certificate authorities: a file of the policy was left out: ${why}`);
      return [];
    }
  });
}

/** As much of Electron's Certificate as the check needs: itself in PEM and who issued it, as the server sent them. */
export type SentCertificate = { readonly data: string; readonly issuerCert?: SentCertificate | null | undefined };

type Asked = {
  readonly hostname: string;
  readonly certificate: SentCertificate;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** A leaf, and at most three between it and the company's root. */
const LONGEST_CHAIN = 4;

/**
 * Whether one of the company's authorities vouches for a server's certificate. Asked only where Chromium has found nothing
 * wrong but that it does not know the authority. Stricter than Chromium where this check is simpler: a chain with name
 * constraints is refused, for they are not read here.
 */
export function isVouchedFor(asked: Asked, authorities: readonly X509Certificate[]): boolean {
  try {
    const chain = chainOf(asked.certificate);
    const [leaf] = chain;
    if (leaf === undefined || !isServerCertificate(leaf, asked.hostname) || !isInTime(leaf, asked.now)) return false;
    return leadsTo({ chain, at: 0, authorities, now: asked.now });
  } catch {
    // What cannot be parsed is vouched for by nobody.
    return false;
  }
}

function chainOf(sent: SentCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let one: SentCertificate | null | undefined = sent; one && chain.length < LONGEST_CHAIN; one = one.issuerCert)
    chain.push(new X509Certificate(one.data));
  return chain;
}

type Step = {
  readonly chain: readonly X509Certificate[];
  readonly at: number;
  readonly authorities: readonly X509Certificate[];
  readonly now: number;
};

/** Below whoever issued the certificate at `at` stand as many authorities: the leaf is none. */
function leadsTo({ chain, at, authorities, now }: Step): boolean {
  const certificate = chain[at];
  if (certificate === undefined) return false;
  const known = authorities.find(
    (authority) => isInTime(authority, now) && isIssuable(authority, at) && isIssuedBy(certificate, authority),
  );
  if (known !== undefined) return true;
  const next = chain[at + 1];
  if (next === undefined || !isInTime(next, now) || !isIssuable(next, at) || !isIssuedBy(certificate, next))
    return false;
  return leadsTo({ chain, at: at + 1, authorities, now });
}

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isInTime = (certificate: X509Certificate, now: number): boolean =>
  Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo);
