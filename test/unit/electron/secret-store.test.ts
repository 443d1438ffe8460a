import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecretStore, type SafeStorage } from '#electron/storage/secret-store.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-secret-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const path = () => join(folder, 'session.bin');
const open = (safeStorage: SafeStorage, platform = 'linux') =>
  openSecretStore({ path: path(), platform, safeStorage, log: () => {} });

/** Turns bytes round: enough to see that what lies on disk is not the secret. */
const scramble = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff));
const older: SafeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => scramble(Buffer.from(text)),
  decryptString: (bytes) => scramble(bytes).toString('utf8'),
};
const newer: SafeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => scramble(Buffer.from(text)),
  decryptStringAsync: async (bytes) => ({ result: scramble(bytes).toString('utf8') }),
};

describe('where the refresh token is kept', () => {
  it.each([
    ['an older Electron', older],
    ['a newer Electron', newer],
  ])('[DK1] with a keyring, %s keeps it encrypted over restarts', async (_name, safeStorage) => {
    const store = await open(safeStorage);
    expect(store.storage).toBe('keychain');
    await store.save('a token');
    expect(await readFile(path(), 'utf8')).not.toContain('a token');
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect(await (await open(safeStorage)).load()).toBe('a token');
    await store.clear();
    expect(await store.load()).toBeNull();
  });

  it.each<[string, SafeStorage]>([
    ['no store at all', { isEncryptionAvailable: () => false }],
    ['a password that everybody knows', { ...newer, getSelectedStorageBackend: () => 'basic_text' }],
    ['a backend nobody knows', { ...newer, getSelectedStorageBackend: () => 'unknown' }],
    ['nothing that encrypts', {}],
  ])('[DK1] with %s it stays in memory and never touches the disk', async (_name, safeStorage) => {
    const store = await open(safeStorage);
    expect(store.storage).toBe('memory');
    await store.save('a token');
    expect(await store.load()).toBe('a token');
    await expect(stat(path())).rejects.toThrow('ENOENT');
    expect(await (await open(safeStorage)).load()).toBeNull();
  });

  it.each([
    ['signs out', (store: Awaited<ReturnType<typeof open>>) => store.clear()],
    ['signs in', (store: Awaited<ReturnType<typeof open>>) => store.save('another token')],
  ])('[DK1] forgets the token of before when somebody %s while the keyring is away', async (_name, act) => {
    await (await open(newer)).save('a token');
    await act(await open({ isEncryptionAvailable: () => false }));
    expect(await (await open(newer)).load()).toBeNull();
  });

  it('keeps the token of before while the keyring is only away', async () => {
    await (await open(newer)).save('a token');
    expect(await (await open({ isEncryptionAvailable: () => false })).load()).toBeNull();
    expect(await (await open(newer)).load()).toBe('a token');
  });

  it('takes a file of another machine for none', async () => {
    const store = await open({
      ...older,
      decryptString: () => {
        throw new Error('wrong key');
      },
    });
    await writeFile(path(), 'xx');
    expect(await store.load()).toBeNull();
  });
});
