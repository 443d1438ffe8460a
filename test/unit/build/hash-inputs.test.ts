import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs } from '#build/hash-inputs.ts';

describe('hashInputs', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tsunagi-hash-'));
    await mkdir(join(root, 'src/deep'), { recursive: true });
    await writeFile(join(root, 'src/deep/a.ts'), 'a');
    await writeFile(join(root, 'lock.json'), '{}');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const hash = () => hashInputs(root, ['src', 'lock.json']);

  it('is the same when only times change', async () => {
    const before = await hash();
    await utimes(join(root, 'src/deep/a.ts'), 1, 1);
    expect(await hash()).toBe(before);
  });

  it('changes with the content of a file deep inside', async () => {
    const before = await hash();
    await writeFile(join(root, 'src/deep/a.ts'), 'b');
    expect(await hash()).not.toBe(before);
  });

  it('changes when a file is renamed', async () => {
    const before = await hash();
    await rename(join(root, 'src/deep/a.ts'), join(root, 'src/deep/b.ts'));
    expect(await hash()).not.toBe(before);
  });

  it('fails for an input that is not there', async () => {
    await expect(hashInputs(root, ['nowhere'])).rejects.toThrow(/ENOENT/);
  });
});
