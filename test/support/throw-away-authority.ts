import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '#build/release/run-tool.ts';

/** A certificate authority that lives as long as its folder, and what it issued. Nothing outside the folder trusts it. */
export type ThrowAwayAuthority = {
  /** The root's certificate, PEM. */
  readonly root: string;
  /** A certificate with its key for signing programs, PKCS#12; `expired` ended in 2021. */
  readonly signer: string;
  readonly expiredSigner: string;
  /** The password of both. */
  readonly password: string;
  /** As osslsigncode prints the signer's subject. */
  readonly publisher: string;
  /** A time-stamping authority under the same root. */
  readonly time: { readonly certificates: string; readonly key: string };
};

/** Makes an authority with OpenSSL. `name` is part of every subject, so that two can be told apart. */
export async function throwAwayAuthority(folder: string, name: string): Promise<ThrowAwayAuthority> {
  const file = (part: string): string => join(folder, `${name}-${part}`);
  const openssl = (...args: string[]): Promise<string> => mustRun('openssl', args, { cwd: folder });
  await openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', `/O=${name}/CN=${name} Root`],
    ...['-keyout', file('root.key'), '-out', file('root.pem')],
  );
  const issue = async (part: string, usage: string, dates: readonly string[]): Promise<void> => {
    await openssl(
      ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/O=${name}/CN=${name}`],
      ...['-keyout', file(`${part}.key`), '-out', file(`${part}.csr`)],
    );
    await writeFile(file(`${part}.ext`), `basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n${usage}\n`);
    await writeFile(file(`${part}.db`), '');
    await writeFile(file(`${part}.cnf`), caConfiguration(file(`${part}.db`), folder));
    await openssl(
      ...['ca', '-batch', '-notext', '-config', file(`${part}.cnf`)],
      ...['-cert', file('root.pem'), '-keyfile', file('root.key'), '-extfile', file(`${part}.ext`)],
      ...[...dates, '-in', file(`${part}.csr`), '-out', file(`${part}.pem`)],
    );
  };
  const password = 'throw-away';
  const pack = (part: string): Promise<string> =>
    openssl(
      ...['pkcs12', '-export', '-passout', `pass:${password}`, '-inkey', file(`${part}.key`)],
      ...['-in', file(`${part}.pem`), '-certfile', file('root.pem'), '-out', file(`${part}.p12`)],
    );
  await issue('signer', 'extendedKeyUsage=codeSigning', ['-days', '365']);
  await issue('expired', 'extendedKeyUsage=codeSigning', [
    '-startdate',
    '20200101000000Z',
    '-enddate',
    '20210101000000Z',
  ]);
  await issue('time', 'extendedKeyUsage=critical,timeStamping', ['-days', '3650']);
  await Promise.all([pack('signer'), pack('expired')]);
  return {
    root: file('root.pem'),
    signer: file('signer.p12'),
    expiredSigner: file('expired.p12'),
    password,
    publisher: `O=${name}, CN=${name}`,
    time: { certificates: file('time.pem'), key: file('time.key') },
  };
}

function caConfiguration(database: string, folder: string): string {
  return `[ca]
default_ca = own
[own]
database = ${database}
new_certs_dir = ${folder}
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
[any]
organizationName = supplied
commonName = supplied
`;
}
