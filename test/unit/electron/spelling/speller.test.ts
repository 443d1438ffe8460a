import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dictionaryFiles } from '#build/vite/shipped-dictionary.ts';
import { createSpeller, isChecked } from '#electron/native/spelling/speller.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-words-'));
  for (const { name, source } of dictionaryFiles()) await writeFile(join(folder, name), source);
});
const open = (own = 'own.txt') => createSpeller({ folder, own: join(folder, own) }, () => undefined);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('[DK3] English spelling by the shipped dictionary', () => {
  it('finds the misspelt words and no others', async () => {
    const { misspelt } = open();
    const words = ['We', 'recieved', 'your', 'parcel', "don't", 'don’t', 'adress', 'shipping', 'refunded', 'Thankyou'];
    expect(await misspelt(words)).toEqual(['recieved', 'adress', 'Thankyou']);
  });

  it('takes American and British spelling alike', async () => {
    const { misspelt } = open();
    const words = ['colour', 'color', 'apologise', 'apologize', 'cancelled', 'canceled', 'favourites', 'colur'];
    expect(await misspelt(words)).toEqual(['colur']);
  });

  it('says what a word may mean', async () => {
    const { suggestions } = open();
    expect(await suggestions('recieved')).toContain('received');
    expect((await suggestions('adress')).length).toBeLessThanOrEqual(5);
    expect(await suggestions('SKU-42')).toEqual([]);
  });

  it.each(['SKU', 'iPhone', 'LaTeX', '注文', 'ｔｅｓｔ', 'a', 'A-42', 'x1', 'x'.repeat(41), "'tis'", ''])(
    'lets %j be',
    (word) => expect(isChecked(word)).toBe(false),
  );

  it('finds nothing misspelt without its dictionary, and says so once', async () => {
    const said: string[] = [];
    const { misspelt, suggestions } = createSpeller(
      { folder: join(folder, 'none'), own: join(folder, 'own.txt') },
      (line) => said.push(line),
    );
    expect(await misspelt(['recieved'])).toEqual([]);
    expect(await misspelt(['recieved'])).toEqual([]);
    expect(await suggestions('recieved')).toEqual([]);
    expect(said).toEqual(['no spelling: ENOENT']);
  });
});

describe('[DK3] words added on this computer', () => {
  it('are known from then on, in whatever case, and at the next start', async () => {
    const first = open('kept.txt');
    expect(await first.misspelt(['Yuzuya', 'kombu'])).toEqual(['Yuzuya', 'kombu']);
    await Promise.all([first.add('Yuzuya'), first.add('kombu')]);
    expect(await first.misspelt(['Yuzuya', 'yuzuya', 'Kombu'])).toEqual([]);
    expect(await open('kept.txt').misspelt(['Yuzuya', 'recieved'])).toEqual(['recieved']);
  });

  it('can be taken out again', async () => {
    const { add, remove, isOwn, misspelt } = open('taken.txt');
    await add('Yuzuya');
    expect(await isOwn('yuzuya')).toBe(true);
    await remove('yuzuya');
    expect(await isOwn('Yuzuya')).toBe(false);
    expect(await misspelt(['Yuzuya'])).toEqual(['Yuzuya']);
  });

  it('are words only, and no lines of a file that somebody wrote', async () => {
    const { add } = open('words.txt');
    await add('SKU-42');
    await add('two\nlines');
    await add('kombu');
    expect(await readFile(join(folder, 'words.txt'), 'utf8')).toBe('kombu\n');
    await writeFile(join(folder, 'odd.txt'), 'https://evil.example\nkombu\n\n');
    expect(await open('odd.txt').isOwn('kombu')).toBe(true);
    expect(await open('odd.txt').isOwn('https://evil.example')).toBe(false);
  });
});
