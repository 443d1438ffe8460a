import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DAY_MS, KEEPING_LIMITS, type KeepingLimits } from '#electron/storage/local-store/keeping-limits.ts';
import { type LocalStore, openLocalStore } from '#electron/storage/local-store/local-store.ts';
import { fileNameOf, openRecord, recordKeys, sealRecord } from '#electron/storage/local-store/sealed-record.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const dataKey = randomBytes(32);
const WORDS = 'お待たせしております。明日お届けします。';

type Rest = { now?: () => number; key?: Buffer; log?: (line: string) => void; limits?: KeepingLimits };

async function opened(folder?: string, rest: Rest = {}) {
  const where = folder ?? (await tempDir());
  const store = await openLocalStore({
    folder: where,
    dataKey: rest.key ?? dataKey,
    now: rest.now ?? Date.now,
    log: rest.log ?? (() => undefined),
    ...(rest.limits && { limits: rest.limits }),
  });
  return { folder: where, store };
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const onlyFile = async (folder: string): Promise<string> => {
  const [file, ...more] = await filesIn(folder);
  if (file === undefined || more.length > 0) throw new Error(`${more.length + 1} files, expected one`);
  return file;
};

const values = async (store: LocalStore): Promise<string[]> =>
  (await store.list('outbox')).map(({ value }) => value).sort();

it('[SY5] what is kept is there for the next start, and nothing of it lies on disk in the clear', async () => {
  const { folder, store } = await opened();
  expect(await store.put('draft', 'conversation-1.reply', WORDS)).toBe(true);
  const again = await opened(folder);
  expect(await again.store.get('draft', 'conversation-1.reply')).toBe(WORDS);
  for (const file of await filesIn(folder)) {
    expect(file).not.toContain('conversation-1');
    expect((await readFile(file)).includes(Buffer.from('明日'))).toBe(false);
  }
});

it('[SY5] a record that was cut at any byte is set aside, its neighbours stay, and nothing throws', async () => {
  const keys = recordKeys(dataKey);
  const record = { key: 'k', at: 1, value: WORDS };
  const whole = sealRecord(keys, 'outbox', record);
  const name = fileNameOf(keys, 'outbox', 'k');
  expect(openRecord(keys, 'outbox', { name, bytes: whole })).toEqual(record);
  for (let length = 0; length < whole.length; length += 1)
    expect(openRecord(keys, 'outbox', { name, bytes: whole.subarray(0, length) }), `cut at ${length}`).toBeNull();
  for (let at = 0; at < whole.length; at += 1) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(openRecord(keys, 'outbox', { name, bytes }), `another bit at ${at}`).toBeNull();
  }
});

it('[SY5] a damaged file is moved out of the way, told without its content, and its place can be used again', async () => {
  const said: string[] = [];
  const { folder, store } = await opened(undefined, { log: (line) => said.push(line) });
  await store.put('outbox', 'a', 'first');
  await writeFile(await onlyFile(folder), 'half of');
  await store.put('outbox', 'b', 'second');
  expect(await values(store)).toEqual(['second']);
  expect(await readdir(join(folder, 'unreadable'))).toHaveLength(1);
  expect(said).toEqual([expect.stringContaining('set aside')]);
  await store.put('outbox', 'a', 'first again');
  expect(await values(store)).toEqual(['first again', 'second']);
});

it('[SY5] what is there and can not be read just now is not "none": it is tried again, and then it is an error', async () => {
  const { folder, store } = await opened();
  await store.put('outbox', 'a', 'waits');
  const file = await onlyFile(folder);
  const hide = async () => {
    await rename(file, join(folder, 'aside'));
    await symlink(folder, file);
  };
  // In one step: it is never not there.
  const giveBack = () => rename(join(folder, 'aside'), file);
  await hide();
  await expect(store.list('outbox')).rejects.toThrow('EISDIR');
  await expect(store.get('outbox', 'a')).rejects.toThrow('EISDIR');
  const reading = store.list('outbox');
  setTimeout(() => void giveBack(), 100);
  expect((await reading).map(({ value }) => value)).toEqual(['waits']);
  expect(await store.get('outbox', 'never written')).toBeNull();
});

it('[SY5] who the agent is stays kept, however many customers were looked at since', async () => {
  let at = Date.now();
  const { store } = await opened(undefined, { now: () => at });
  await store.put('base', 'me', 'me');
  for (let n = 0; n < 120; n += 1) {
    await store.put('base', `panel.${n}`, 'x');
    await store.put('base', `conversation.${n}`, 'x');
  }
  expect(await store.get('base', 'me')).toBe('me');

  const limits = { ...KEEPING_LIMITS, base: { ...KEEPING_LIMITS.base, records: 3 } };
  const small = await opened(undefined, { now: () => at, limits });
  for (const key of ['me', 'a', 'b']) await small.store.put('base', key, key);
  at += 60_000;
  await small.store.get('base', 'me');
  await small.store.put('base', 'c', 'c');
  expect(await small.store.get('base', 'me')).toBe('me');
});

it('[SY5] a record of another key, another place or a later version does not open', async () => {
  const { folder, store } = await opened();
  await store.put('draft', 'a', WORDS);
  const file = await onlyFile(folder);
  const bytes = await readFile(file);
  expect(await (await opened(folder, { key: randomBytes(32) })).store.get('draft', 'a')).toBeNull();

  const keys = recordKeys(dataKey);
  const name = fileNameOf(keys, 'draft', 'a');
  expect(openRecord(keys, 'draft', { name, bytes })?.value).toBe(WORDS);
  expect(openRecord(keys, 'outbox', { name, bytes })).toBeNull();
  expect(openRecord(keys, 'draft', { name: fileNameOf(keys, 'draft', 'b'), bytes })).toBeNull();
  bytes[4] = 2;
  expect(openRecord(keys, 'draft', { name, bytes })).toBeNull();
});

it('writes to one record end in the order they were asked for', async () => {
  const { folder, store } = await opened();
  await Promise.all(Array.from({ length: 40 }, (_, n) => store.put('draft', 'a', `word ${n}`)));
  expect(await store.get('draft', 'a')).toBe('word 39');
  expect(await filesIn(folder)).toHaveLength(1);
});

it('what a crash left half written is swept away at the next start', async () => {
  const { folder, store } = await opened();
  await store.put('outbox', 'a', 'whole');
  await writeFile(`${await onlyFile(folder)}.0000.tmp`, 'half');
  const again = await opened(folder);
  expect(await values(again.store)).toEqual(['whole']);
  expect(await filesIn(folder)).toHaveLength(1);
});

it('[PR3] cached threads go after their days; what the agent wrote never goes by itself', async () => {
  const { folder, store } = await opened();
  await store.put('thread', 't', 'items');
  await store.put('outbox', 'o', 'words');
  const later = Date.now() + (KEEPING_LIMITS.thread.days + 1) * DAY_MS;
  const again = await opened(folder, { now: () => later });
  expect(await again.store.get('thread', 't')).toBeNull();
  expect(await values(again.store)).toEqual(['words']);
});

it('a full cache gives up the thread not opened for longest; a full outbox takes nothing more and says so', async () => {
  let at = Date.now();
  const most = 5;
  const limits = {
    ...KEEPING_LIMITS,
    thread: { ...KEEPING_LIMITS.thread, records: most },
    outbox: { ...KEEPING_LIMITS.outbox, records: most },
  };
  const { store } = await opened(undefined, { now: () => at, limits });
  const numbers = Array.from({ length: most }, (_, n) => n);
  for (const n of numbers) await store.put('thread', `t${n}`, `${n}`);
  at += 60_000;
  await store.get('thread', 't0');
  await store.put('thread', 'one-more', 'x');
  expect(await store.get('thread', 't0')).toBe('0');
  expect(await store.get('thread', 'one-more')).toBe('x');
  const left = await Promise.all(numbers.map((n) => store.get('thread', `t${n}`)));
  expect(left.filter((value) => value === null)).toHaveLength(1);

  for (const n of numbers) await store.put('outbox', `o${n}`, 'x');
  expect(await store.put('outbox', 'too-many', 'x')).toBe(false);
  expect(await store.put('outbox', 'o0', 'changed')).toBe(true);
});

it('a wipe takes everything, also what was being written, and takes nothing after it', async () => {
  const { folder, store } = await opened();
  const writing = Array.from({ length: 20 }, (_, n) => store.put('draft', `d${n}`, WORDS));
  await store.wipe();
  await Promise.all(writing);
  expect(await store.put('draft', 'late', WORDS)).toBe(false);
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});
