import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathLength } from '#electron/network/certificate-rules.ts';
import { isVouchedFor, readAuthorities, type SentCertificate } from '#electron/network/company-authorities.ts';

const AUTHORITY = 'basicConstraints=critical,CA:TRUE';
const SERVER = 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:hub.example.jp,IP:10.0.0.5';

let folder = '';
const at = (name: string) => join(folder, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** A certificate of the name, by the issuer, which is itself where none is given. */
function make(name: string, extensions: string, issuer: string | null, days = '30'): void {
  writeFileSync(at(`${name}.ext`), extensions);
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
  openssl('req', '-new', '-key', `${name}.key`, '-subj', `/O=Example/CN=${name}`, '-out', `${name}.csr`);
  const by = issuer === null ? ['-signkey', `${name}.key`] : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`];
  const serial = ['-set_serial', String(1 + Math.floor(performance.now() * 1000))];
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    ...by,
    ...serial,
    '-days',
    days,
    '-extfile',
    `${name}.ext`,
    '-out',
    `${name}.pem`,
  );
}

const chain = (...names: string[]): SentCertificate => {
  const [first, ...rest] = names;
  return { data: readFileSync(at(`${first}.pem`), 'utf8'), ...(rest.length > 0 && { issuerCert: chain(...rest) }) };
};

const vouched = (certificate: SentCertificate, options: { hostname?: string; now?: number; roots?: string[] } = {}) =>
  isVouchedFor(
    { hostname: options.hostname ?? 'hub.example.jp', certificate, now: options.now ?? Date.now() },
    readAuthorities(
      (options.roots ?? ['root']).map((name) => at(`${name}.pem`)),
      () => undefined,
    ),
  );

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-pki-'));
  make('root', AUTHORITY, null);
  make('other', AUTHORITY, null);
  make('narrow', 'basicConstraints=critical,CA:TRUE,pathlen:0', null);
  make('between', AUTHORITY, 'root');
  make('below-narrow', AUTHORITY, 'narrow');
  make('constrained', `${AUTHORITY}\nnameConstraints=permitted;DNS:example.jp`, 'root');
  make('leaf', SERVER, 'root');
  make('leaf2', SERVER, 'between');
  make('leaf-narrow', SERVER, 'narrow');
  make('leaf-below-narrow', SERVER, 'below-narrow');
  make('leaf-constrained', SERVER, 'constrained');
  make('leaf-by-leaf', SERVER, 'leaf');
  make('self', SERVER, null);
  make('client', SERVER.replace('serverAuth', 'clientAuth'), 'root');
  make('nameless', 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth', 'root');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('[DK1] a certificate by the company’s authority', () => {
  it('is vouched for, straight or over one between', () => {
    expect(vouched(chain('leaf'))).toBe(true);
    expect(vouched(chain('leaf', 'root'))).toBe(true);
    expect(vouched(chain('leaf2', 'between'))).toBe(true);
    expect(vouched(chain('leaf-narrow'), { roots: ['narrow'] })).toBe(true);
  });

  it('is one for the address of a server as well', () => {
    expect(vouched(chain('leaf'), { hostname: '10.0.0.5' })).toBe(true);
    expect(vouched(chain('leaf'), { hostname: '10.0.0.6' })).toBe(false);
  });

  it.each([
    ['another name', () => vouched(chain('leaf'), { hostname: 'hub.example.com' })],
    ['a name that is only its subject', () => vouched(chain('nameless'), { hostname: 'nameless' })],
    ['another authority', () => vouched(chain('leaf'), { roots: ['other'] })],
    ['nobody', () => vouched(chain('leaf'), { roots: [] })],
    ['itself', () => vouched(chain('self'))],
    ['a chain without its middle', () => vouched(chain('leaf2'))],
    ['a middle that is not its issuer', () => vouched(chain('leaf2', 'other', 'root'))],
    ['a certificate that is no authority', () => vouched(chain('leaf-by-leaf', 'leaf'))],
    [
      'an authority with one too many below',
      () => vouched(chain('leaf-below-narrow', 'below-narrow'), { roots: ['narrow'] }),
    ],
    ['an authority for some names only', () => vouched(chain('leaf-constrained', 'constrained'))],
    ['one made for clients', () => vouched(chain('client'))],
    ['a day after its last', () => vouched(chain('leaf'), { now: Date.now() + 40 * 86_400_000 })],
    ['a day before its first', () => vouched(chain('leaf'), { now: Date.now() - 2 * 86_400_000 })],
    ['no certificate at all', () => vouched({ data: 'x' })],
  ])('is not vouched for by %s', (_what, asked) => {
    expect(asked()).toBe(false);
  });

  it('ends where the server’s chain goes round in circles', () => {
    const round: { data: string; issuerCert?: SentCertificate } = { data: readFileSync(at('self.pem'), 'utf8') };
    round.issuerCert = round;
    expect(vouched(round)).toBe(false);
  });

  it('knows how many authorities may stand below another', () => {
    const limit = (name: string) => pathLength(new X509Certificate(readFileSync(at(`${name}.pem`))).raw);
    expect(limit('narrow')).toBe(0);
    expect(limit('root')).toBeNull();
  });

  it('leaves out what is no certificate, and says so without its path', () => {
    writeFileSync(at('bad.pem'), 'nothing');
    writeFileSync(at('broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----');
    const said: string[] = [];
    expect(
      readAuthorities([at('bad.pem'), at('broken.pem'), at('none.pem'), at('leaf.pem')], (l) => said.push(l)),
    ).toEqual([]);
    expect(said).toHaveLength(3);
    expect(said.join()).not.toContain(folder);
  });
});
