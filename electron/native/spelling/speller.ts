import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import nspell, { type NSpell } from 'nspell';
import { openOwnWords } from './own-words.ts';

/** English spelling by the dictionary that is shipped with the app, and the words that were added to it here ([DK3]). */
export type Speller = {
  /** The misspelt ones among words; words that are not English text are let be. */
  readonly misspelt: (words: readonly string[]) => Promise<string[]>;
  /** What a word may have been meant as, likeliest first; at most five. */
  readonly suggestions: (word: string) => Promise<readonly string[]>;
  /** Whether it is known because somebody added it here. */
  readonly isOwn: (word: string) => Promise<boolean>;
  /** Adds a word to those of this computer; one that is not checked is left out. */
  readonly add: (word: string) => Promise<void>;
  readonly remove: (word: string) => Promise<void>;
};

/** Latin letters with an apostrophe inside: names of orders, addresses and Japanese are nobody's spelling. */
const WORD = /^[A-Za-z]+(?:['’][A-Za-z]+)*$/;
/** Longer ones are pasted rubbish, on which looking for suggestions takes seconds. */
const LONGEST = 40;

/** Whether a dictionary is asked about it: not abbreviations (SKU), not names in the middle (LaTeX), not single letters. */
export function isChecked(word: string): boolean {
  return word.length > 1 && word.length <= LONGEST && WORD.test(word) && !/[A-Z]/.test(word.slice(1));
}

type Places = {
  /** Where `en.aff` and `en.dic` are. */
  readonly folder: string;
  /** The file of this computer's own words. */
  readonly own: string;
};

/**
 * The dictionary is read at the first word, for it takes the better part of a second and some memory. Without it nothing is
 * misspelt, and the log says why.
 */
export function createSpeller({ folder, own }: Places, log: (line: string) => void): Speller {
  const ownWords = openOwnWords({ path: own, isWord: isChecked, log });
  let reading: Promise<NSpell | null> | null = null;
  const dictionary = (): Promise<NSpell | null> => {
    reading ??= read(folder).catch((thrown: unknown) => {
      log(
        `no spelling: ${thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unreadable dictionary'}`,
      );
      return null;
    });
    return reading;
  };
  const isMisspelt = async (word: string, known: NSpell): Promise<boolean> =>
    !known.correct(straight(word)) && !(await ownWords.has(word));
  return {
    async misspelt(words) {
      const checked = words.filter(isChecked);
      if (checked.length === 0) return [];
      const known = await dictionary();
      if (known === null) return [];
      const verdicts = await Promise.all(checked.map((word) => isMisspelt(word, known)));
      return checked.filter((_word, index) => verdicts[index]);
    },
    async suggestions(word) {
      if (!isChecked(word)) return [];
      const known = await dictionary();
      return known?.suggest(straight(word)).slice(0, 5) ?? [];
    },
    isOwn: ownWords.has,
    add: ownWords.add,
    remove: ownWords.remove,
  };
}

/** The dictionary has the typewriter's apostrophe alone. */
const straight = (word: string): string => word.replaceAll('’', "'");

async function read(folder: string): Promise<NSpell> {
  const [aff, dic] = await Promise.all(['en.aff', 'en.dic'].map((name) => readFile(join(folder, name), 'utf8')));
  return nspell({ aff: aff ?? '', dic: dic ?? '' });
}
