import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSums, SUMS, sumFaults, sumsText } from '#build/release/checksums.ts';
import { faultInStatus } from '#build/release/verify/gpg-home.ts';
import { verifyTree } from '#build/release/verify/verify-tree.ts';
import { faultInReport } from '#build/release/verify/verify-windows.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { tinyAsar as asar, appManifest as manifest, fuseWire as wire } from '#test/support/tiny-desktop.ts';

const sha = (name: string, text: string | Buffer): string => createHash(name).update(text).digest('hex');

describe('the sums of a release', () => {
  it('find what was changed, what is missing and what nobody summed', async () => {
    const folder = await tempDir();
    for (const name of ['a', 'b', 'c']) await writeFile(join(folder, name), name);
    await writeFile(
      join(folder, SUMS),
      sumsText(['d', 'b', 'a'].map((name) => ({ name, sha512: sha('sha512', name) }))),
    );
    expect(await sumFaults(folder, ['a', 'b', 'c'])).toEqual([
      'c is not in SHA512SUMS',
      'd is in SHA512SUMS but not here',
    ]);
    await writeFile(join(folder, 'a'), 'other');
    expect(await sumFaults(folder, ['a', 'b'])).toContain('a is not what SHA512SUMS says: it was changed');
  });

  it('name plain files only', () => {
    expect(() => readSums(`${'0'.repeat(128)}  ../../etc/passwd\n`)).toThrow('that is not "sha512  name"');
    expect(() => readSums(`${'0'.repeat(127)}  a\n`)).toThrow('that is not');
  });
});

describe("gpg's word", () => {
  const ours = 'A'.repeat(40);
  const other = 'B'.repeat(40);
  const valid = (key: string, primary: string): string =>
    `[GNUPG:] GOODSIG ${key.slice(-16)} Tsunagi\n[GNUPG:] VALIDSIG ${key} 2026-01-01 1767225600 0 4 0 1 10 01 ${primary}\n`;

  it('holds for the trusted key and a subkey of it', () => {
    expect(faultInStatus(valid(ours, ours), ours)).toBeNull();
    expect(faultInStatus(valid(other, ours), ours)).toBeNull();
  });

  it('does not hold for another key, an expired one, or none', () => {
    expect(faultInStatus(valid(other, other), ours)).toBe('another key signed it');
    expect(faultInStatus(valid(ours, ours) + valid(other, other), ours)).toBe('another key signed it');
    expect(faultInStatus(`[GNUPG:] EXPKEYSIG X\n${valid(ours, ours)}`, ours)).toBe('gpg says EXPKEYSIG');
    expect(faultInStatus('gpg: no valid OpenPGP data found', ours)).toBe('there is no valid signature');
    const [, withoutGood = ''] = valid(ours, ours).split(/^(?=.*VALIDSIG)/m);
    expect(faultInStatus(withoutGood, ours)).toBe('there is no valid signature');
  });
});

describe("osslsigncode's word", () => {
  const report = (subject: string): string =>
    `Signer's certificate:\n\t------------------\n\tSigner #0:\n\t\tSubject: ${subject}\n\t\tIssuer : x\n\nTimestamp Server Signature verification: ok\nSignature verification: ok\n`;

  it('holds when time and name are right, in either way of writing the name', () => {
    expect(faultInReport(0, report('/O=Tsunagi K.K./CN=Tsunagi K.K.'), 'CN=Tsunagi K.K., O=Tsunagi K.K.')).toBeNull();
  });

  it('does not hold for a longer name, without a time, or when it failed', () => {
    expect(faultInReport(0, report('/O=Tsunagi/CN=Tsunagi/OU=x'), 'CN=Tsunagi, O=Tsunagi')).toMatch(/^it is signed by/);
    expect(faultInReport(0, report('/CN=a').replace(/Timestamp.*\n/, ''), 'CN=a')).toMatch(/no verified time stamp/);
    expect(faultInReport(1, report('/CN=a'), 'CN=a')).toMatch(/^osslsigncode ended with 1/);
    expect(faultInReport(1, 'No signature found', 'CN=a')).toBe('it is not signed');
  });
});

const expected = { kind: 'test', electronVersion: '45.4.1', version: '1.0.0' } as const;

async function faultsOf(
  files: Readonly<Record<string, string>>,
  change: (tree: { program: string; resources: string }) => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  const folder = await tempDir();
  const tree = { what: 'tree', program: join(folder, 'tsunagi'), resources: join(folder, 'resources') };
  await mkdir(tree.resources);
  await writeFile(tree.program, wire('01001100'));
  await writeFile(join(tree.resources, 'app.asar'), asar(files));
  await change(tree);
  return (await verifyTree(tree, expected))
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ check, said }) => `${check}: ${said}`);
}

describe('[DK1] an unpacked desktop', () => {
  it('is in order with right fuses, right sums and nothing beside', async () => {
    expect(await faultsOf({ 'package.json': manifest('test'), 'main.cjs': 'code' })).toEqual([]);
  });

  it('with another fuse is refused', async () => {
    const flip = (tree: { program: string }) => writeFile(tree.program, wire('11001100'));
    expect(await faultsOf({ 'package.json': manifest('test') }, flip)).toEqual([
      'fuses: runAsNode is true, expected false',
    ]);
  });

  it('with an app folder planted beside it is refused', async () => {
    const plant = async (tree: { resources: string }): Promise<void> => {
      await mkdir(join(tree.resources, 'app'));
    };
    expect(await faultsOf({ 'package.json': manifest('test') }, plant)).toEqual([
      'nothing beside the app: resources/app is there',
    ]);
  });

  it('with one byte of the archive changed is refused', async () => {
    const edit = async (tree: { resources: string }): Promise<void> => {
      const path = join(tree.resources, 'app.asar');
      const bytes = await readFile(path);
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
      await writeFile(path, bytes);
    };
    expect(await faultsOf({ 'package.json': manifest('test'), 'main.cjs': 'code' }, edit)).toEqual([
      'asar sums: main.cjs was changed',
    ]);
  });

  it('that is another kind or version than its name says is refused', async () => {
    expect(await faultsOf({ 'package.json': manifest('signed') })).toEqual([
      'asar contents: the app says it is signed, expected test',
    ]);
    expect(await faultsOf({ 'package.json': manifest('test', { version: '0.9.0' }) })).toEqual([
      'asar contents: the app says version 0.9.0, expected 1.0.0',
    ]);
  });

  it('with a private key, a source map or packages inside is refused', async () => {
    const files = {
      'package.json': manifest('test', { dependencies: {} }),
      'a.pem': '-----BEGIN PRIVATE KEY-----',
      'main.cjs.map': '{}',
    };
    const [fault = ''] = await faultsOf(files);
    for (const said of ['a.pem holds a private key', 'main.cjs.map is packed', 'package.json has dependencies'])
      expect(fault).toContain(said);
  });

  it('whose archive is none is refused', async () => {
    const cut = (tree: { resources: string }) => writeFile(join(tree.resources, 'app.asar'), Buffer.alloc(64));
    expect(await faultsOf({ 'package.json': manifest('test') }, cut)).toEqual(['app: this is not an asar archive']);
  });
});
