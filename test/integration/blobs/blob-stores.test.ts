import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { BlobFacts, BlobStore } from '#server/blobs/blob-store.ts';
import { postgresBlobStore } from '#server/blobs/blobs.repository.ts';
import { s3BlobStore } from '#server/blobs/s3/s3-blobs.repository.ts';
import { s3Objects } from '#server/blobs/s3/s3-objects.ts';
import { checkBlobs } from '#server/cli/doctor/check-blobs.ts';
import { readConfig } from '#server/config.ts';
import { keepHouse } from '#server/jobs/housekeeping.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { S3_KEYS, startFakeS3 } from '#test/support/fake-s3.ts';

const { db } = await testDatabase();
const clock = fakeClock();
const s3 = await startFakeS3();
const settings = { ...S3_KEYS, endpoint: s3.endpoint, bucket: 'support-files' };
const inS3 = s3BlobStore(db, clock, s3Objects(settings));
const inDatabase = postgresBlobStore(db, clock);
const DAY_MS = 86_400_000;

const factsOf = (bytes: Buffer): BlobFacts => ({
  id: randomUUID(),
  ownerType: 'agent',
  ownerId: randomUUID(),
  customerId: null,
  name: '写真.png',
  mime: 'image/png',
  size: bytes.length,
  width: 3,
  height: 2,
});

async function kept(store: BlobStore, bytes = randomBytes(1000)): Promise<BlobFacts> {
  const facts = factsOf(bytes);
  await store.put(facts, bytes);
  return facts;
}

const stores: readonly (readonly [string, BlobStore])[] = [
  ['PostgreSQL', inDatabase],
  ['an S3-compatible store', inS3],
];

describe.each(stores)('[SY7] files in %s', (_name, store) => {
  it('are given back as they were, facts and bytes', async () => {
    for (const bytes of [Buffer.from('x'), randomBytes(300_000), Buffer.from('日本語のテキスト')]) {
      const facts = factsOf(bytes);
      await store.put(facts, bytes);
      expect(await store.facts(facts.id)).toEqual(facts);
      expect((await store.bytes(facts.id))?.equals(bytes)).toBe(true);
    }
  });

  it('that nobody kept are none', async () => {
    expect(await store.facts(randomUUID())).toBeNull();
    expect(await store.bytes(randomUUID())).toBeNull();
  });

  it('are not kept twice under one id', async () => {
    const facts = await kept(store);
    await expect(store.put(facts, randomBytes(8))).rejects.toThrow();
  });

  it('that were never sent are gone after a day, bytes and all', async () => {
    const facts = await kept(store);
    clock.advance(DAY_MS + 1);
    await keepHouse({ db, clock, blobs: store });
    expect(await store.facts(facts.id)).toBeNull();
    expect(await store.bytes(facts.id)).toBeNull();
    expect([...s3.objects.keys()].some((path) => path.includes(facts.id))).toBe(false);
  });
});

it('[SY7] bytes lie in the bucket under an id that can not be guessed, and not in the database', async () => {
  const { id } = await kept(inS3);
  expect(s3.objects.has(`/support-files/blobs/${id}`)).toBe(true);
  const { rows } = await sql`select kept_in, bytes from blob where id = ${id}::uuid`.execute(db);
  expect(rows).toEqual([{ kept_in: 's3', bytes: null }]);
});

it('what the database held before the bucket came is still read', async () => {
  const bytes = randomBytes(50);
  const { id } = await kept(inDatabase, bytes);
  expect((await inS3.bytes(id))?.equals(bytes)).toBe(true);
});

it('an object that was changed or lost behind our back is an error, and never another file', async () => {
  const { id } = await kept(inS3, Buffer.from('the bytes'));
  const path = `/support-files/blobs/${id}`;
  s3.objects.set(path, Buffer.from('not them!'));
  await expect(inS3.bytes(id)).rejects.toThrow('other bytes');
  s3.objects.set(path, Buffer.from('far more than there ever was'));
  await expect(inS3.bytes(id)).rejects.toThrow('more than the 9 bytes');
  s3.objects.delete(path);
  await expect(inS3.bytes(id)).rejects.toThrow('has lost');
});

it('a store that fails for a moment is asked again; one that refuses keeps nothing, and no row says otherwise', async () => {
  s3.fail(503, 2);
  const { id } = await kept(inS3);
  expect(await inS3.bytes(id)).not.toBeNull();
  const stranger = s3BlobStore(db, clock, s3Objects({ ...settings, secretAccessKey: 'another' }));
  const facts = factsOf(Buffer.from('x'));
  await expect(stranger.put(facts, Buffer.from('x'))).rejects.toThrow('403');
  expect(s3.refused.at(-1)).toBe('wrong signature');
  expect(await stranger.facts(facts.id)).toBeNull();
});

it('an object that could not be removed is removed at the next sweep', async () => {
  const { id } = await kept(inS3);
  await sql`delete from blob where id = ${id}::uuid`.execute(db);
  s3.fail(500, 10);
  await expect(inS3.sweep()).rejects.toThrow('500');
  s3.fail(500, 0);
  expect(await inS3.sweep()).toBe(1);
  expect(s3.objects.has(`/support-files/blobs/${id}`)).toBe(false);
});

it('is configured as a whole: an endpoint without the rest is said to be wrong', async () => {
  const env = {
    TSUNAGI_S3_ENDPOINT: `${s3.endpoint}/`,
    TSUNAGI_S3_BUCKET: settings.bucket,
    TSUNAGI_S3_REGION: settings.region,
    TSUNAGI_S3_ACCESS_KEY_ID: settings.accessKeyId,
    TSUNAGI_S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
  };
  expect(readConfig({}, env).s3).toEqual(settings);
  expect(readConfig({}, {}).s3).toBeUndefined();
  expect(() => readConfig({}, { ...env, TSUNAGI_S3_BUCKET: '' })).toThrow('TSUNAGI_S3_BUCKET');
  try {
    readConfig({}, { ...env, TSUNAGI_S3_SECRET_ACCESS_KEY: '' });
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toContain(settings.accessKeyId);
  }
});

it('the doctor tries it: keeps, reads and removes a sample', async () => {
  const before = s3.objects.size;
  expect(await checkBlobs({ s3: settings })).toMatchObject([{ name: 'Files', state: 'ok' }]);
  expect(s3.objects.size).toBe(before);
  expect(await checkBlobs({ s3: { ...settings, secretAccessKey: 'wrong' } })).toMatchObject([
    { state: 'missing', found: expect.stringContaining('403') },
  ]);
  expect(await checkBlobs({ s3: undefined })).toEqual([]);
});

it('[SY7] one object that can not be removed keeps neither the others nor the rest of the housekeeping', async () => {
  const leaving = async (): Promise<string[]> =>
    (await sql<{ id: string }>`select id from blob_leaving`.execute(db)).rows.map(({ id }) => id);
  const gone = await Promise.all([1, 2, 3].map(() => kept(inS3)));
  const [stuck] = gone;
  const agent = await makeAgent(db);
  await sql`insert into sign_in_code (code_hash, agent_id, expires_at)
    values (${randomBytes(32)}, ${agent.id}, ${clock.now()})`.execute(db);
  const objects = s3Objects(settings);
  const halfDead = s3BlobStore(db, clock, {
    ...objects,
    async remove(key) {
      if (key === stuck?.id) throw new Error('the object store answered 500 to DELETE');
      await objects.remove(key);
    },
  });
  clock.advance(2 * DAY_MS);
  await expect(keepHouse({ db, clock, blobs: halfDead })).rejects.toThrow('1 objects could not be removed');
  expect((await sql`select 1 from sign_in_code`.execute(db)).rows).toEqual([]);
  expect(await leaving()).toEqual([stuck?.id]);
  await keepHouse({ db, clock, blobs: inS3 });
  expect(await leaving()).toEqual([]);
});
