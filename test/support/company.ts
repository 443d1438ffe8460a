import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a policy file can be written that a desktop follows: it has to be root's. */
export const canBeAdministrator = process.getuid?.() === 0;

/** A policy file where only root writes, removed by `close`. */
export function writePolicy(policy: unknown): { readonly path: string; close(): void } {
  const folder = mkdtempSync('/var/lib/tsunagi-e2e-');
  const path = join(folder, 'policy.json');
  writeFileSync(path, JSON.stringify(policy), { mode: 0o644 });
  return { path, close: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A company's own authority, and a certificate of it for 127.0.0.1. */
export type CompanyTls = { readonly authority: string; readonly key: string; readonly cert: string; close(): void };

export function makeCompanyTls(): CompanyTls {
  const folder = mkdtempSync(join(tmpdir(), 'tsunagi-tls-'));
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const make = (name: string, extensions: string, issuer: readonly string[]): void => {
    writeFileSync(join(folder, `${name}.ext`), extensions);
    run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
    run('req', '-new', '-key', `${name}.key`, '-subj', `/O=Example/CN=${name}`, '-out', `${name}.csr`);
    run(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...issuer,
      '-days',
      '30',
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
    );
  };
  make('root', 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign', ['-signkey', 'root.key']);
  make('hub', 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=IP:127.0.0.1', [
    ...['-CA', 'root.pem', '-CAkey', 'root.key', '-set_serial', '7'],
  ]);
  return {
    authority: join(folder, 'root.pem'),
    key: readFileSync(join(folder, 'hub.key'), 'utf8'),
    cert: readFileSync(join(folder, 'hub.pem'), 'utf8'),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
