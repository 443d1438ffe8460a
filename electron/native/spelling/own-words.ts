import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '#electron/storage/atomic-file.ts';

/** Words that the people of this computer added to the dictionary: names, wares. They are kept here and sent nowhere. */
export type OwnWords = {
  /** In whatever case. */
  readonly has: (word: string) => Promise<boolean>;
  readonly add: (word: string) => Promise<void>;
  readonly remove: (word: string) => Promise<void>;
};

/** More would be no vocabulary; the oldest makes room. */
const MOST = 2000;

type Parts = {
  /** A file of one word a line. */
  readonly path: string;
  /** Whether something can be a word of it. */
  readonly isWord: (text: string) => boolean;
  readonly log: (line: string) => void;
};

/** Read at the first asking. A file that cannot be read or written is a line in the log, which names no word. */
export function openOwnWords({ path, isWord, log }: Parts): OwnWords {
  let reading: Promise<Map<string, string>> | null = null;
  let writing: Promise<void> = Promise.resolve();
  const known = (): Promise<Map<string, string>> => {
    reading ??= read(path, log).then((text) => mapOf(text.split('\n').filter(isWord)));
    return reading;
  };
  const change = (work: (now: Map<string, string>) => void): Promise<void> => {
    writing = writing
      .then(async () => {
        const now = await known();
        work(now);
        await writeFileAtomically(path, `${[...now.values()].join('\n')}\n`);
      })
      .catch((thrown: unknown) => log(`own words not kept: ${codeOf(thrown)}`));
    return writing;
  };
  return {
    has: async (word) => (await known()).has(keyOf(word)),
    add: (word) =>
      change((now) => {
        if (!isWord(word)) return;
        now.delete(keyOf(word));
        now.set(keyOf(word), word);
        for (const oldest of [...now.keys()].slice(0, Math.max(0, now.size - MOST))) now.delete(oldest);
      }),
    remove: (word) => change((now) => void now.delete(keyOf(word))),
  };
}

const mapOf = (words: readonly string[]): Map<string, string> =>
  new Map(words.slice(-MOST).map((word) => [keyOf(word), word]));

const keyOf = (word: string): string => word.toLowerCase().replaceAll('’', "'");

async function read(path: string, log: (line: string) => void): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown: unknown) {
    if (codeOf(thrown) !== 'ENOENT') log(`own words not read: ${codeOf(thrown)}`);
    return '';
  }
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
