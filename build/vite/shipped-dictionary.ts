import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Whose words the desktop's spelling knows: American, and British, which many who learnt English abroad write. */
export const WORD_LISTS = ['dictionary-en', 'dictionary-en-gb'] as const;

type Named = { readonly name: string; readonly source: string };

/**
 * [DK3] The files of the English dictionary that goes with the desktop. Both word lists are made by one program with one
 * affix file, so that they can be one list.
 * @throws when a new version of one of them has rules of its own
 */
export function dictionaryFiles(): readonly Named[] {
  const [american, british] = WORD_LISTS.map((name) => {
    const folder = dirname(createRequire(import.meta.url).resolve(name));
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    return { rules: read('index.aff'), words: linesOf(read('index.dic')), licence: read('license') };
  });
  if (american === undefined || british === undefined) throw new Error('a word list is missing');
  if (american.rules !== british.rules)
    throw new Error(`${WORD_LISTS.join(' and ')} differ in their rules (index.aff): they cannot be one list any more.`);
  const words = [...new Set([...american.words, ...british.words])];
  return [
    { name: 'en.aff', source: american.rules },
    { name: 'en.dic', source: `${words.length}\n${words.join('\n')}\n` },
    { name: 'LICENSE.txt', source: `${MADE_ONE}\n\n${american.licence}\n\n${british.licence}` },
  ];
}

const MADE_ONE =
  'en.dic is a modified version: the words of en_US and en_GB-ise in one list. en.aff is as it was. Their notices follow.';

/** Without the first, which is their number. */
const linesOf = (dic: string): string[] =>
  dic
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');

/** Puts them beside the bundle of the main process: spelling asks no network. */
export function shippedDictionary(): Plugin {
  return {
    name: 'shipped-dictionary',
    generateBundle() {
      for (const { name, source } of dictionaryFiles())
        this.emitFile({ type: 'asset', fileName: `dictionary/${name}`, source });
    },
  };
}
