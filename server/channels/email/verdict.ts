import { resolve } from 'node:dns/promises';
import { authenticate, type DNSResolver } from 'mailauth';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import type { ParsedMail } from './parse/parsed-mail.ts';

/** What is proven of a mail's sender. Only `summary: 'pass'` makes its address a verified one. */
export type Verdict = NonNullable<EmailFacts['auth']>;
type Word = Verdict['spf'];

export type VerdictSettings = {
  /** How our own mail server calls itself in Authentication-Results; its word is taken, and no other's. */
  readonly authservId: string | null;
  /** Without such a server: ask DNS ourselves. */
  readonly checkDns: boolean;
  /** The newest Received line is our own server's: SPF can be checked by it. */
  readonly trustReceived: boolean;
};

const NOTHING: Verdict = { spf: 'none', dkim: 'none', dmarc: 'none', summary: 'none' };
const PATIENCE_MS = 8000;
/** More signatures than any honest mail has only make work. */
const MOST_SIGNATURES = 12;

/** Asks the domain name system; tests give a stub. */
export const systemResolver: DNSResolver = (name, type) => resolve(name, type) as Promise<string[][] | string[]>;

/**
 * Who vouches for a mail: our own server's Authentication-Results when it has a name, else our own look at SPF, DKIM and
 * DMARC. A head with several senders proves nothing, whatever a signature says. Never throws.
 */
export async function verdictOf(
  raw: Buffer,
  mail: ParsedMail,
  settings: VerdictSettings,
  resolver: DNSResolver = systemResolver,
): Promise<Verdict> {
  const domain = domainOf(mail);
  if (domain === null) return mail.from === null ? NOTHING : { ...NOTHING, dmarc: 'permerror', summary: 'fail' };
  if (settings.authservId !== null) return fromOurServer(mail, domain, settings.authservId);
  return settings.checkDns ? fromDns(raw, domain, settings, resolver) : NOTHING;
}

/** The one domain a mail says it is from, or null for a head that names several or none. */
function domainOf(mail: ParsedMail): string | null {
  if (mail.from === null || mail.fromCount !== 1) return null;
  return mail.from.address.slice(mail.from.address.lastIndexOf('@') + 1).toLowerCase();
}

/**
 * The newest header with our server's name: servers write theirs on top, so one that a sender forged stands below
 * (RFC 8601, section 5).
 */
function fromOurServer(mail: ParsedMail, domain: string, authservId: string): Verdict {
  const ours = mail.authenticationResults.find((value) => authservOf(value) === authservId.toLowerCase());
  if (ours === undefined) return NOTHING;
  const results = ours.replace(/\([^()]*\)/g, ' ');
  const dmarcPart = /(?:^|;)\s*dmarc\s*=\s*(\w+)([^;]*)/i.exec(results);
  const of = /header\.from\s*=\s*"?([^\s;"]+)/i.exec(dmarcPart?.[2] ?? '')?.[1]?.toLowerCase();
  const said = wordOf(dmarcPart?.[1]);
  // A verdict on another domain than the one shown says nothing about this sender.
  const dmarc = said === 'pass' && of !== undefined && of.replace(/^.*@/, '') !== domain ? 'fail' : said;
  return summed({ spf: wordOf(method(results, 'spf')), dkim: wordOf(method(results, 'dkim')), dmarc }, domain);
}

const authservOf = (value: string): string => (/^\s*([^\s;]+)/.exec(value)?.[1] ?? '').toLowerCase();

/** The best word of several of one method: one good signature is enough. */
function method(results: string, name: string): string | undefined {
  const words = [...results.matchAll(new RegExp(`(?:^|;)\\s*${name}\\s*=\\s*(\\w+)`, 'gi'))].map(([, word]) => word);
  return words.find((word) => word?.toLowerCase() === 'pass') ?? words[0];
}

async function fromDns(
  raw: Buffer,
  domain: string,
  { trustReceived }: VerdictSettings,
  resolver: DNSResolver,
): Promise<Verdict> {
  const head = raw.subarray(0, headEnd(raw)).toString('latin1');
  if ((head.match(/^dkim-signature[ \t]*:/gim)?.length ?? 0) > MOST_SIGNATURES) {
    return { ...NOTHING, dkim: 'permerror', summary: 'none', domain };
  }
  try {
    const options = { trustReceived, disableBimi: true, disableArc: true, resolver, mta: 'tsunagi' };
    const checked = await withinTime(authenticate(raw, options));
    const { spf, dkim, dmarc } = checked;
    const checkedDomains = dkim.headerFrom.map((from) => from.replace(/^.*@/, '').toLowerCase());
    const isOurs = checkedDomains.length === 1 && checkedDomains[0] === domain;
    const signatures = dkim.results.map(({ status }) => wordOf(status.result));
    return summed(
      {
        spf: spf === false || spf === undefined ? 'none' : wordOf(spf.status.result),
        dkim: signatures.includes('pass') ? 'pass' : (signatures[0] ?? 'none'),
        dmarc: dmarc === false || dmarc === undefined ? 'none' : wordOf(dmarc.status.result),
      },
      domain,
      isOurs,
    );
  } catch {
    return { spf: 'temperror', dkim: 'temperror', dmarc: 'temperror', summary: 'none', domain };
  }
}

function summed({ spf, dkim, dmarc }: Pick<Verdict, 'spf' | 'dkim' | 'dmarc'>, domain: string, isOurs = true): Verdict {
  // Two readings of who it is from: somebody wants them to differ.
  if (!isOurs) return { spf, dkim, dmarc: 'permerror', summary: 'fail', domain };
  return { spf, dkim, dmarc, summary: summaryOf(dmarc), domain };
}

function summaryOf(dmarc: Word): Verdict['summary'] {
  if (dmarc === 'pass') return 'pass';
  return dmarc === 'fail' || dmarc === 'permerror' ? 'fail' : 'none';
}

const WORDS: ReadonlySet<string> = new Set<Word>([
  'pass',
  'fail',
  'softfail',
  'neutral',
  'none',
  'temperror',
  'permerror',
  'policy',
]);

function wordOf(word: string | undefined): Word {
  const plain = word?.toLowerCase() ?? 'none';
  if (plain === 'temperr') return 'temperror';
  if (plain === 'hardfail') return 'fail';
  return WORDS.has(plain) ? (plain as Word) : 'none';
}

function headEnd(raw: Buffer): number {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at !== -1);
  return ends.length === 0 ? raw.length : Math.min(...ends);
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the domain name system does not answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
