import { describe, expect, it } from 'vitest';
import { osslArguments, signtoolArguments, signWindowsFile } from '#build/release/signing/sign-windows.ts';
import { hasKeysFor, refuseReleaseKeys, signingKeysOf } from '#build/release/signing/signing-keys.ts';
import { windowsKeysOf } from '#build/release/signing/windows-keys.ts';

const publisher = { TSUNAGI_WIN_PUBLISHER: 'CN=Tsunagi K.K.' };
const p12 = {
  TSUNAGI_WIN_SIGN: 'osslsigncode',
  ...publisher,
  TSUNAGI_WIN_P12: '/run/keys/cs.p12',
  TSUNAGI_WIN_P12_PASSWORD: 'secret',
};
const token = {
  TSUNAGI_WIN_SIGN: 'osslsigncode',
  ...publisher,
  TSUNAGI_WIN_PKCS11_MODULE: '/usr/lib/libtoken.so',
  TSUNAGI_WIN_PKCS11_KEY: 'pkcs11:id=%01;type=private',
  TSUNAGI_WIN_CERTIFICATES: '/etc/keys/chain.pem',
  TSUNAGI_WIN_PIN: '123456',
};
const azure = {
  TSUNAGI_WIN_SIGN: 'azure',
  ...publisher,
  TSUNAGI_AZURE_ENDPOINT: 'https://jpe.codesigning.azure.net',
  TSUNAGI_AZURE_ACCOUNT: 'account',
  TSUNAGI_AZURE_PROFILE: 'profile',
  AZURE_TENANT_ID: 't',
  AZURE_CLIENT_ID: 'c',
  AZURE_CLIENT_SECRET: 's',
};
const as = { name: 'Tsunagi', homepage: 'https://example.test/' };
const fingerprint = '0123456789ABCDEF0123456789ABCDEF01234567';

describe('signing keys', () => {
  it('are none where the environment names none', () => {
    const keys = signingKeysOf({});
    expect(keys).toEqual({ windows: null, mac: null, gpg: null });
    expect(hasKeysFor('linux', keys)).toBe(false);
  });

  it.each([
    ['a PKCS#12 file', p12],
    ['a token', token],
    ['Azure', azure],
  ])('of Windows by %s are taken whole or refused, never silently unsigned', (_name, env) => {
    expect(windowsKeysOf(env)).toMatchObject({ publisherName: 'CN=Tsunagi K.K.' });
    for (const name of Object.keys(env).filter(
      (one) => one !== 'TSUNAGI_WIN_SIGN' && one !== 'TSUNAGI_WIN_PKCS11_MODULE',
    )) {
      expect(() => windowsKeysOf({ ...env, [name]: '' }), name).toThrow(`${name} not set`);
    }
  });

  it('of Windows in a way that there is not are refused', () => {
    expect(() => windowsKeysOf({ ...publisher, TSUNAGI_WIN_SIGN: 'jsign' })).toThrow(
      'expected signtool, azure or osslsigncode',
    );
    expect(() => windowsKeysOf({ ...publisher, TSUNAGI_WIN_SIGN: 'signtool', TSUNAGI_WIN_CERT_SHA1: 'abc' })).toThrow(
      '40 hexadecimal',
    );
  });

  it('of macOS come with credentials for the notary, or not at all', () => {
    expect(() => signingKeysOf({ TSUNAGI_MAC_IDENTITY: 'A' })).toThrow('APPLE_API_KEY');
    expect(
      signingKeysOf({ TSUNAGI_MAC_IDENTITY: 'Developer ID Application: A (T)', APPLE_KEYCHAIN_PROFILE: 'p' }).mac,
    ).toEqual({
      identity: 'A (T)',
      notarizes: true,
    });
  });

  it('of GPG are named by a whole fingerprint', () => {
    expect(() => signingKeysOf({ TSUNAGI_GPG_KEY: 'DEADBEEF' })).toThrow('whole fingerprint');
    const spaced = fingerprint
      .replace(/(.{4})/g, '$1 ')
      .trim()
      .toLowerCase();
    expect(signingKeysOf({ TSUNAGI_GPG_KEY: spaced, GNUPGHOME: '/run/gpg' }).gpg).toEqual({
      fingerprint,
      home: '/run/gpg',
    });
  });

  it('can not be reached by a test build', () => {
    expect(() => refuseReleaseKeys({ ...p12 })).toThrow(
      'TSUNAGI_WIN_SIGN, TSUNAGI_WIN_P12, TSUNAGI_WIN_P12_PASSWORD is set',
    );
    expect(() => refuseReleaseKeys({ TSUNAGI_UPDATE_KEY: 'x' })).toThrow('throw-away key only');
    expect(() => refuseReleaseKeys({ PATH: '/bin' })).not.toThrow();
  });
});

describe("the tools' arguments", () => {
  it('hold no secret', () => {
    const files = { in: 'a.exe', out: 'b.exe', secret: '/tmp/secret' };
    for (const env of [p12, token]) {
      const keys = windowsKeysOf(env);
      if (keys?.method !== 'osslsigncode') throw new Error('the keys are of another kind');
      const args = osslArguments(files, keys, as);
      expect(args).not.toContain(keys.source.secret);
      expect(args.join(' ')).toContain('-readpass /tmp/secret -h sha256');
      expect(args.join(' ')).toContain('-ts http://timestamp.digicert.com');
    }
  });

  it('of signtool ask for SHA-256 and a time throughout', () => {
    const keys = windowsKeysOf({ ...publisher, TSUNAGI_WIN_SIGN: 'signtool', TSUNAGI_WIN_CERT_SHA1: 'A'.repeat(40) });
    if (keys?.method !== 'signtool') throw new Error('the keys are of another kind');
    const said = signtoolArguments('a.exe', keys, as).join(' ');
    expect(said).toBe(
      `sign /sha1 ${'A'.repeat(40)} /fd sha256 /tr http://timestamp.digicert.com /td sha256 /d Tsunagi /du https://example.test/ a.exe`,
    );
  });

  it('are not made for Azure, whose module electron-builder talks to', async () => {
    const keys = windowsKeysOf(azure);
    if (keys === null) throw new Error('there are no keys');
    await expect(signWindowsFile('a.exe', keys, as)).rejects.toThrow('azureSignOptions');
  });
});
