import type { Redaction } from '#shared/domain/summariser.ts';

export type Known = Readonly<Record<Redaction, readonly string[]>>;

/** Replaces what points at people by placeholders, and puts it back. One for one text and its answer. */
export type Redactor = {
  readonly hide: (text: string) => string;
  /** Null when it names a placeholder that nobody gave: then it is invented. */
  readonly restore: (text: string) => string | null;
};

const MARK: Readonly<Record<Redaction, string>> = { names: '名', contacts: '連絡先', orders: '番号' };
const PLACEHOLDER = /〔(?:名|連絡先|番号)\d+〕/g;
const CONTACTS =
  /[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?:\/\/[^\s)>\]」]+|(?:\+\d{1,3}[-\s]?)?\(?0?\d{1,4}\)?[-\s]\d{1,4}[-\s]\d{3,4}|\b0\d{9,10}\b|\+\d{9,15}/g;
const ORDERS = /\b[A-Za-z]{1,5}[-#]?\d{3,}(?:-\d+)*\b|#\d{3,}|\d{5,}/g;
const LEAST_NAME = 2;

/** Hides the parts that are asked for: what is known of them, and what looks like them. */
export function redactor(known: Known, parts: readonly Redaction[]): Redactor {
  const byWords = new Map<string, string>();
  const byMark = new Map<string, string>();
  const counts = { names: 0, contacts: 0, orders: 0 };

  function markOf(part: Redaction, words: string): string {
    const key = words.toLowerCase();
    const there = byWords.get(key);
    if (there !== undefined) return there;
    counts[part] += 1;
    const mark = `〔${MARK[part]}${counts[part]}〕`;
    byWords.set(key, mark);
    byMark.set(mark, words);
    return mark;
  }

  function hideKnown(text: string, part: Redaction): string {
    const words = [...new Set(known[part].flatMap((one) => formsOf(part, one)))].sort((a, b) => b.length - a.length);
    if (words.length === 0) return text;
    const pattern = new RegExp(words.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gi');
    return text.replace(pattern, (found) => markOf(part, found));
  }

  return {
    hide(text) {
      // Nobody else may write what reads like one of ours.
      let hidden = text.replace(/〔/g, '[').replace(/〕/g, ']');
      for (const part of ['contacts', 'orders', 'names'] as const) {
        if (!parts.includes(part)) continue;
        hidden = outside(hidden, (rest) => hideKnown(rest, part));
        if (part === 'contacts')
          hidden = outside(hidden, (rest) => rest.replace(CONTACTS, (found) => markOf(part, found)));
        if (part === 'orders') hidden = outside(hidden, (rest) => rest.replace(ORDERS, (found) => markOf(part, found)));
      }
      return hidden;
    },
    restore(text) {
      const marks = text.match(PLACEHOLDER) ?? [];
      if (!marks.every((mark) => byMark.has(mark))) return null;
      return text.replace(PLACEHOLDER, (mark) => byMark.get(mark) ?? mark);
    },
  };
}

/** What lies between placeholders, so that nothing of one is taken for an order's number. */
const outside = (text: string, change: (rest: string) => string): string =>
  text
    .split(/(〔(?:名|連絡先|番号)\d+〕)/)
    .map((piece, index) => (index % 2 === 1 ? piece : change(piece)))
    .join('');

/** A whole name, and its family and given name by themselves. */
function formsOf(part: Redaction, words: string): string[] {
  const whole = words.trim();
  const forms = part === 'names' ? [whole, ...whole.split(/[\s\u3000・]+/)] : [whole];
  return forms.filter((form) => form.length >= LEAST_NAME);
}
