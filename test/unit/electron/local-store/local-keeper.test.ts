import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLocalKeeper } from '#electron/storage/local-store/local-keeper.ts';
import type { SafeStorage } from '#electron/storage/os-secrets.ts';
import { tempDir } from '#test/support/temp-dir.ts';
import { testKeyring } from './support.ts';

const SATO = { hub: 'https://hub.example', agentId: '0190f2d2-0000-7000-8000-000000000001' };
const KIMURA = { ...SATO, agentId: '0190f2d2-0000-7000-8000-000000000002' };

const keeperOf = (folder: string, safeStorage: SafeStorage) =>
  createLocalKeeper({ folder, platform: 'linux', safeStorage, now: Date.now, log: () => undefined });

const isThere = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

it('[SY5] without a real secret store nothing is written, and the reason is told', async () => {
  const folder = join(await tempDir(), 'kept');
  const { safeStorage } = testKeyring();
  for (const none of [
    { ...safeStorage, isEncryptionAvailable: () => false },
    { ...safeStorage, getSelectedStorageBackend: () => 'basic_text' },
    { ...safeStorage, getSelectedStorageBackend: () => 'unknown' },
  ]) {
    const keeper = keeperOf(folder, none);
    expect(await keeper.storeOf(SATO)).toBeNull();
    expect(await keeper.state(SATO)).toEqual({ state: 'not_kept', reason: 'no_secret_store' });
  }
  expect(await isThere(folder)).toEqual([]);
});

it('[SY5] the asynchronous calls of a newer Electron are used where they are', async () => {
  const folder = join(await tempDir(), 'kept');
  const { safeStorage } = testKeyring();
  const newer: SafeStorage = {
    getSelectedStorageBackend: () => 'gnome_libsecret',
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => safeStorage.encryptString?.(text) ?? Buffer.alloc(0),
    decryptStringAsync: async (bytes) => ({ result: safeStorage.decryptString?.(bytes) ?? '' }),
  };
  await (await keeperOf(folder, newer).storeOf(SATO))?.put('draft', 'a', 'words');
  expect(await (await keeperOf(folder, newer).storeOf(SATO))?.get('draft', 'a')).toBe('words');
});

it('each agent at each hub has a store of their own', async () => {
  const folder = join(await tempDir(), 'kept');
  const keeper = keeperOf(folder, testKeyring().safeStorage);
  const elsewhere = { ...SATO, hub: 'https://other.example' };
  await (await keeper.storeOf(SATO))?.put('draft', 'a', 'of Sato');
  for (const other of [KIMURA, elsewhere]) expect(await (await keeper.storeOf(other))?.get('draft', 'a')).toBeNull();
  await keeper.forget(KIMURA);
  expect(await (await keeper.storeOf(SATO))?.get('draft', 'a')).toBe('of Sato');
});

it('who signs out leaves nothing behind, and can begin anew', async () => {
  const folder = join(await tempDir(), 'kept');
  const keeper = keeperOf(folder, testKeyring().safeStorage);
  await (await keeper.storeOf(SATO))?.put('draft', 'a', 'words');
  await keeper.forget(SATO);
  expect(await isThere(folder)).toEqual([]);
  const anew = await keeper.storeOf(SATO);
  expect(await anew?.get('draft', 'a')).toBeNull();
  expect(await anew?.put('draft', 'a', 'new')).toBe(true);
});

it('[SY5] a locked keyring costs nothing: nothing is kept meanwhile, and all is there once it is open', async () => {
  const folder = join(await tempDir(), 'kept');
  const keyring = testKeyring();
  await (await keeperOf(folder, keyring.safeStorage).storeOf(SATO))?.put('outbox', 'a', 'words');
  keyring.lock();
  const locked = keeperOf(folder, keyring.safeStorage);
  expect(await locked.storeOf(SATO)).toBeNull();
  expect(await locked.state(SATO)).toEqual({ state: 'not_kept', reason: 'locked' });
  keyring.unlock();
  expect(await (await keeperOf(folder, keyring.safeStorage).storeOf(SATO))?.get('outbox', 'a')).toBe('words');
});

it('[SY5] with another keyring or a damaged key the folder is set aside whole, and a new one works', async () => {
  for (const damage of ['another keyring', 'a damaged key']) {
    const folder = join(await tempDir(), 'kept');
    const first = testKeyring();
    await (await keeperOf(folder, first.safeStorage).storeOf(SATO))?.put('draft', 'a', 'words');
    const [own = ''] = await isThere(folder);
    if (damage === 'a damaged key') await writeFile(join(folder, own, 'key.bin'), 'x');
    const { safeStorage } = damage === 'another keyring' ? testKeyring() : first;
    const store = await keeperOf(folder, safeStorage).storeOf(SATO);
    expect(await store?.get('draft', 'a')).toBeNull();
    expect(await store?.put('draft', 'a', 'anew')).toBe(true);
    expect((await isThere(folder)).sort()).toEqual([own, expect.stringMatching(new RegExp(`^${own}\\.unreadable-`))]);
  }
});
