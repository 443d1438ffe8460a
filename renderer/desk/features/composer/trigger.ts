/** What the text before the caret asks for: a saved reply or a colleague. */
export type Trigger = {
  readonly kind: 'reply' | 'colleague';
  /** The sign that opened it, as typed. */
  readonly sign: string;
  /** Where the sign stands. */
  readonly start: number;
  /** Where the caret stands; the text between is the query. */
  readonly end: number;
  readonly query: string;
};

/** A saved reply is asked for at the start of a line or after a space, so that 1/2 and https:// ask for nothing. */
const REPLY = /(?:^|[\n \u3000])([/／・])([^\s/／・]{0,30})$/u;
/** Japanese has no spaces, so a colleague may follow any word but a Latin one: an email address asks for nobody. */
const COLLEAGUE = /(?:^|[^A-Za-z0-9._%+-])([@＠])([^\s@＠]{0,30})$/u;

/** Finds what is asked for at the caret, or null. Not to be called while an IME composes. */
export function findTrigger(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret);
  for (const [kind, pattern] of [
    ['reply', REPLY],
    ['colleague', COLLEAGUE],
  ] as const) {
    const [, sign, query] = pattern.exec(before) ?? [];
    if (sign !== undefined && query !== undefined) {
      return { kind, sign, start: caret - query.length - sign.length, end: caret, query };
    }
  }
  return null;
}
