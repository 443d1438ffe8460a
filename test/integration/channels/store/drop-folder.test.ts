import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDropFolder } from '#server/channels/store/drop-folder.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const NOTHING_WRONG = { accepted: 1, duplicates: 0, unclaimed: 0, problems: [] };

it('a file that fails stays and holds up no other; its error is told', async () => {
  const folder = await tempDir();
  for (const name of ['a.csv', 'c.csv']) await writeFile(join(folder, name), name);
  await mkdir(join(folder, 'b.csv'));
  const taken: string[] = [];
  const look = createDropFolder(folder, async (name) => {
    if (name === 'a.csv') throw new Error('a fault');
    taken.push(name);
    return NOTHING_WRONG;
  });
  await look();
  await expect(look()).rejects.toThrow('a fault');
  expect(taken).toEqual(['c.csv']);
  expect((await readdir(folder)).sort()).toEqual(['a.csv', 'b.csv', 'done']);
});
