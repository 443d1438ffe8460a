import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signWindowsFile } from '#build/release/signing/sign-windows.ts';
import type { WindowsKeys } from '#build/release/signing/windows-keys.ts';
import { windowsFault } from '#build/release/verify/verify-windows.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';
import { type ThrowAwayAuthority, throwAwayAuthority } from '#test/support/throw-away-authority.ts';
import { tinyPe } from '#test/support/tiny-pe.ts';

let folder = '';
let ours: ThrowAwayAuthority;
let foreign: ThrowAwayAuthority;

beforeAll(async () => {
  folder = await makeTempDir();
  [ours, foreign] = await Promise.all([throwAwayAuthority(folder, 'ours'), throwAwayAuthority(folder, 'foreign')]);
});
afterAll(() => removeDir(folder));

const as = { name: 'Tsunagi', homepage: 'https://example.test/' };

function keysOf(authority: ThrowAwayAuthority, file = authority.signer): WindowsKeys {
  return {
    method: 'osslsigncode',
    publisherName: authority.publisher,
    source: { kind: 'pkcs12', file, secret: authority.password },
    timestamp: { kind: 'local', certificates: authority.time.certificates, key: authority.time.key },
  };
}

async function program(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, tinyPe());
  return path;
}

const trust = () => ({ roots: ours.root, timestampRoots: ours.root, publisher: ours.publisher });

describe("[DK4] a program's signature for Windows", () => {
  it('is accepted when it leads to the trusted root, has a time, and names the publisher', async () => {
    const path = await program('good.exe');
    await signWindowsFile(path, keysOf(ours), as);
    expect(await windowsFault(path, trust())).toBeNull();
  });

  it('is missed', async () => {
    expect(await windowsFault(await program('unsigned.exe'), trust())).toBe('it is not signed');
  });

  it('does not hold for a program that was changed by one bit', async () => {
    const path = await program('tampered.exe');
    await signWindowsFile(path, keysOf(ours), as);
    const bytes = await readFile(path);
    bytes.writeUInt8(bytes.readUInt8(0x200) ^ 1, 0x200);
    await writeFile(path, bytes);
    expect(await windowsFault(path, trust())).toMatch(/osslsigncode ended with 1/);
  });

  it('is refused from a foreign authority', async () => {
    const path = await program('foreign.exe');
    await signWindowsFile(path, keysOf(foreign), as);
    expect(await windowsFault(path, trust())).toMatch(/osslsigncode ended with 1/);
  });

  it('is refused of another publisher under the same root', async () => {
    const path = await program('other.exe');
    await signWindowsFile(path, keysOf(ours), as);
    expect(await windowsFault(path, { ...trust(), publisher: 'CN=somebody else' })).toMatch(
      /it is signed by .* expected "CN=somebody else"/,
    );
  });

  it('is refused by a certificate that had expired when it signed', async () => {
    const path = await program('expired.exe');
    await signWindowsFile(path, keysOf(ours, ours.expiredSigner), as);
    expect(await windowsFault(path, trust())).toMatch(/osslsigncode ended with 1/);
  });

  it('leaves the file as it was when the password is wrong', async () => {
    const path = await program('wrong-password.exe');
    const keys = keysOf(ours);
    if (keys.method !== 'osslsigncode') throw new Error('the keys are of another kind');
    const wrong = { ...keys, source: { kind: 'pkcs12' as const, file: ours.signer, secret: 'not it' } };
    await expect(signWindowsFile(path, wrong, as)).rejects.toThrow('osslsigncode ended with');
    expect(await readFile(path)).toEqual(tinyPe());
  });
});
