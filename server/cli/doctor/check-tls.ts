import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Config } from '#server/config.ts';
import { certificateOf, readTls } from '#server/http/tls.ts';
import { checked, type Finding, fine } from './finding.ts';

const DAY_MS = 86_400_000;
/** Whoever renews by hand wants to hear of it this early; whoever renews by a program hears that it does not. */
const SOON_DAYS = 21;

/** The hub's own certificate, where it has one: readable, of its key, of its name, and not about to end. */
export async function checkTls({ tls, publicUrl }: Pick<Config, 'tls' | 'publicUrl'>, now: Date): Promise<Finding[]> {
  if (tls === undefined) return [];
  const name = 'certificate';
  let found: Finding | undefined;
  const read = await checked(name, async () => {
    const certificate = certificateOf(await readTls(tls));
    const until = certificate.validToDate;
    const days = Math.floor((until.getTime() - now.getTime()) / DAY_MS);
    const words = `${certificate.subject.replaceAll('\n', ', ')}, until ${until.toISOString().slice(0, 10)}`;
    const host = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
    if (days < 0 || now < certificate.validFromDate) {
      const next = `Put a valid one into ${tls.cert}; a running hub takes it over within a minute.`;
      found = { name, state: 'missing', found: words, expected: 'valid today', next };
    } else if (host !== undefined && !isFor(certificate, host)) {
      const next = 'Desks and browsers refuse it: have one made for that name.';
      found = { name, state: 'missing', found: words, expected: `the name ${host}, as in TSUNAGI_PUBLIC_URL`, next };
    } else if (days < SOON_DAYS) {
      const next = `Renew it: ${days} days are left.`;
      found = { name, state: 'warning', found: words, expected: `more than ${SOON_DAYS} days`, next };
    }
    return words;
  });
  return [found ?? (read.state === 'ok' ? fine(name, read.found) : read)];
}

function isFor(certificate: X509Certificate, host: string): boolean {
  return (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;
}
