import { allOf, type Environment } from './environment.ts';

/** Where a signature's time comes from: a public service, or, in tests, an authority of one's own. */
export type Timestamp =
  | { readonly kind: 'service'; readonly url: string }
  | { readonly kind: 'local'; readonly certificates: string; readonly key: string };

/** Ways to sign programs for Windows. No member holds a private key itself: a file's path, a token's address, an account. */
export type WindowsKeys =
  | {
      readonly method: 'signtool';
      readonly publisherName: string;
      readonly thumbprint: string;
      readonly timestamp: Timestamp;
    }
  | {
      readonly method: 'azure';
      readonly publisherName: string;
      readonly endpoint: string;
      readonly codeSigningAccountName: string;
      readonly certificateProfileName: string;
    }
  | {
      readonly method: 'osslsigncode';
      readonly publisherName: string;
      readonly source: KeySource;
      readonly timestamp: Timestamp;
    };

/** What osslsigncode signs with. `secret` is the password or the PIN. */
export type KeySource =
  | { readonly kind: 'pkcs12'; readonly file: string; readonly secret: string }
  | {
      readonly kind: 'pkcs11';
      readonly module: string;
      readonly key: string;
      readonly certificates: string;
      readonly secret: string;
    };

const DEFAULT_TIMESTAMP = 'http://timestamp.digicert.com';
const THUMBPRINT = /^[0-9a-f]{40}$/i;

/**
 * The Windows keys that the environment names; null when it names none (`TSUNAGI_WIN_SIGN` is not set).
 * @throws when it names some of a set, or a way that there is not
 */
export function windowsKeysOf(env: Environment): WindowsKeys | null {
  const method = env['TSUNAGI_WIN_SIGN'];
  if (!method) return null;
  const { TSUNAGI_WIN_PUBLISHER: publisherName } = allOf(env, ['TSUNAGI_WIN_PUBLISHER'], 'Signing for Windows');
  const timestamp: Timestamp = { kind: 'service', url: env['TSUNAGI_WIN_TIMESTAMP_URL'] || DEFAULT_TIMESTAMP };
  if (method === 'signtool') {
    const { TSUNAGI_WIN_CERT_SHA1: thumbprint } = allOf(env, ['TSUNAGI_WIN_CERT_SHA1'], 'Signing by signtool');
    if (!THUMBPRINT.test(thumbprint))
      throw new Error('TSUNAGI_WIN_CERT_SHA1 is not the 40 hexadecimal digits of a thumbprint.');
    return { method, publisherName, thumbprint, timestamp };
  }
  if (method === 'azure') return azureKeys(env, publisherName);
  if (method === 'osslsigncode') return { method, publisherName, source: keySource(env), timestamp };
  throw new Error(`TSUNAGI_WIN_SIGN is "${method}", expected signtool, azure or osslsigncode.`);
}

/** The three AZURE_ variables are read by Microsoft's own module; they are asked for here so that it fails before the build. */
function azureKeys(env: Environment, publisherName: string): WindowsKeys {
  const given = allOf(
    env,
    [
      'TSUNAGI_AZURE_ENDPOINT',
      'TSUNAGI_AZURE_ACCOUNT',
      'TSUNAGI_AZURE_PROFILE',
      'AZURE_TENANT_ID',
      'AZURE_CLIENT_ID',
      'AZURE_CLIENT_SECRET',
    ],
    'Signing by Azure Trusted Signing',
  );
  return {
    method: 'azure',
    publisherName,
    endpoint: given.TSUNAGI_AZURE_ENDPOINT,
    codeSigningAccountName: given.TSUNAGI_AZURE_ACCOUNT,
    certificateProfileName: given.TSUNAGI_AZURE_PROFILE,
  };
}

function keySource(env: Environment): KeySource {
  if (env['TSUNAGI_WIN_PKCS11_MODULE']) {
    const given = allOf(
      env,
      ['TSUNAGI_WIN_PKCS11_MODULE', 'TSUNAGI_WIN_PKCS11_KEY', 'TSUNAGI_WIN_CERTIFICATES', 'TSUNAGI_WIN_PIN'],
      'Signing by a token',
    );
    return {
      kind: 'pkcs11',
      module: given.TSUNAGI_WIN_PKCS11_MODULE,
      key: given.TSUNAGI_WIN_PKCS11_KEY,
      certificates: given.TSUNAGI_WIN_CERTIFICATES,
      secret: given.TSUNAGI_WIN_PIN,
    };
  }
  const given = allOf(env, ['TSUNAGI_WIN_P12', 'TSUNAGI_WIN_P12_PASSWORD'], 'Signing by osslsigncode');
  return { kind: 'pkcs12', file: given.TSUNAGI_WIN_P12, secret: given.TSUNAGI_WIN_P12_PASSWORD };
}
