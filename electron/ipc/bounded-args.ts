/**
 * What a call may carry at all, before its schema looks at it: a schema's time and its words grow with what it is given.
 * The longest value that the contract takes, a queue of unsent answers, is 4,000,000 characters.
 */
const MOST_CHARACTERS = 4_200_000;
const MOST_PARTS = 2000;
const DEEPEST = 6;

/** Names that reach an object's prototype where somebody copies key by key. */
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with arguments from a page, without their values; null when a schema may look at them. Never throws. */
export function flawOf(args: unknown): string | null {
  const left = { characters: MOST_CHARACTERS, parts: MOST_PARTS };
  return look(args, DEEPEST, left);
}

type Left = { characters: number; parts: number };

function look(value: unknown, depth: number, left: Left): string | null {
  left.parts -= 1;
  if (left.parts < 0) return `more than ${MOST_PARTS} parts`;
  if (typeof value === 'string') return spend(value, left);
  if (typeof value !== 'object' || value === null) return null;
  if (depth === 0) return `deeper than ${DEEPEST} levels`;
  if (Array.isArray(value))
    return value.length > left.parts ? `more than ${MOST_PARTS} parts` : lookIn(value, depth, left);
  const prototype: unknown = Object.getPrototypeOf(value);
  // Dates, maps, buffers, errors: whatever survives the way here and is no plain data.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return 'something that is no plain data';
  for (const key of Object.keys(value)) {
    const flaw = POISON.has(key) ? 'a name that is not taken' : spend(key, left);
    if (flaw !== null) return flaw;
  }
  return lookIn(Object.values(value), depth, left);
}

function lookIn(values: readonly unknown[], depth: number, left: Left): string | null {
  for (const value of values) {
    const flaw = look(value, depth - 1, left);
    if (flaw !== null) return flaw;
  }
  return null;
}

function spend(text: string, left: Left): string | null {
  left.characters -= text.length;
  return left.characters < 0 ? `more than ${MOST_CHARACTERS} characters` : null;
}
