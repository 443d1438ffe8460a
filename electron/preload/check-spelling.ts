import { webFrame } from 'electron';
import type { Answer } from '#shared/wire/ack.ts';

type Ask = (words: string[]) => Promise<Answer<{ readonly misspelt: readonly string[] }>>;

/** Longest list of one asking; as SPELLING_WORDS of the contract, which this script does not load. */
const AT_MOST = 500;

/**
 * [DK3] The words in text fields are checked by the main process, which has the dictionary: Chromium's own would be
 * fetched from the network. Nothing is underlined while it cannot answer.
 */
export function checkSpelling(ask: Ask): void {
  webFrame.setSpellCheckProvider('en-US', {
    spellCheck(words, callback) {
      ask(words.slice(0, AT_MOST)).then(
        (answer) => callback(answer.ok ? [...answer.data.misspelt] : []),
        () => callback([]),
      );
    },
  });
}
