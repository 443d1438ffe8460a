import type { PromiseClock } from './clock.ts';
import { saidInEnglish } from './english.ts';
import { type PromiseKind, saidInJapanese } from './japanese.ts';
import { sentencesOf } from './sentences.ts';
import { dueOf } from './when.ts';

/** A promise as its author worded it, and by when it is due. */
export type FoundPromise = { readonly text: string; readonly dueAt: Date; readonly kind: PromiseKind };

const MOST_CHARACTERS = 20_000;
const MOST_SENTENCE = 400;
const MOST_PROMISES = 3;
const MOST_TEXT = 200;
const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

/**
 * What an agent's own words promise the customer, by rules: a sentence in which we do something (not the customer, not
 * "cannot", not a question, not on a condition) by a time. Japanese and English. The due time is always ahead. At most
 * three, in the order of the text, one for each due time; the same text and clock give the same answer.
 */
export function findPromises(text: string, clock: PromiseClock): FoundPromise[] {
  const found: FoundPromise[] = [];
  for (const sentence of sentencesOf(text.slice(0, MOST_CHARACTERS))) {
    if (found.length >= MOST_PROMISES) break;
    if (sentence.length > MOST_SENTENCE) continue;
    const said = JAPANESE.test(sentence) ? saidInJapanese(sentence) : saidInEnglish(sentence);
    const dueAt = said === null ? null : dueOf(said.when, clock);
    if (said === null || dueAt === null || found.some((one) => one.dueAt.getTime() === dueAt.getTime())) continue;
    found.push({ text: shortened(sentence), dueAt, kind: said.kind });
  }
  return found;
}

function shortened(sentence: string): string {
  const letters = [...sentence];
  return letters.length <= MOST_TEXT ? sentence : `${letters.slice(0, MOST_TEXT - 1).join('')}…`;
}
