import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFolder } from '#build/release/replace-folder.ts';
import { tempDir } from '#test/support/temp-dir.ts';

async function folderWith(name: string, ...inside: string[]): Promise<{ at: (name: string) => string }> {
  const folder = await tempDir();
  await mkdir(join(folder, name));
  for (const file of inside) await writeFile(join(folder, name, file), '');
  return { at: (one) => join(folder, one) };
}

describe('[DK4] a folder that is served', () => {
  it('is replaced whole, and put aside', async () => {
    const { at } = await folderWith('served', 'old');
    await mkdir(at('fresh'));
    await writeFile(join(at('fresh'), 'new'), '');
    await replaceFolder(at('fresh'), at('served'), at('aside'));
    expect([await readdir(at('served')), await readdir(at('aside'))]).toEqual([['new'], ['old']]);
  });

  it('is put where none was', async () => {
    const { at } = await folderWith('fresh', 'new');
    await replaceFolder(at('fresh'), at('served'), at('aside'));
    expect(await readdir(at('served'))).toEqual(['new']);
  });

  it('is served on when the new one can not be put there', async () => {
    const { at } = await folderWith('served', 'old');
    await expect(replaceFolder(at('never-made'), at('served'), at('aside'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await readdir(at('served'))).toEqual(['old']);
    await expect(readdir(at('aside'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
