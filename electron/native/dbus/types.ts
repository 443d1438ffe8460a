/** A value of D-Bus as it is written and read here; 64-bit numbers are bigint, a variant carries its signature. */
export type BusValue =
  | number
  | bigint
  | string
  | boolean
  | Variant
  | readonly BusValue[]
  | ReadonlyMap<string, BusValue>;

export type Variant = { readonly signature: string; readonly value: BusValue };

export const variant = (signature: string, value: BusValue): Variant => ({ signature, value });

const ALIGNMENT: Readonly<Record<string, number>> = {
  y: 1,
  g: 1,
  v: 1,
  n: 2,
  q: 2,
  b: 4,
  i: 4,
  u: 4,
  s: 4,
  o: 4,
  a: 4,
  x: 8,
  t: 8,
  d: 8,
  '(': 8,
  '{': 8,
};

/** Where a value of this type begins: at a multiple of so many bytes. Throws on what is no type. */
export function alignmentOf(type: string): number {
  const alignment = ALIGNMENT[type.charAt(0)];
  if (alignment === undefined) throw new Error(`“${type}” is no D-Bus type`);
  return alignment;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };
/** As the specification has it. */
const DEEPEST = 32;

/** The complete types of a signature, one after another: `sa{sv}i` is `s`, `a{sv}`, `i`. */
export function splitSignature(signature: string): readonly string[] {
  const types: string[] = [];
  let at = 0;
  while (at < signature.length) {
    const end = endOfType(signature, at, 0);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, at: number, depth: number): number {
  if (depth > DEEPEST) throw new Error('a D-Bus signature is nested too deep');
  const first = signature.charAt(at);
  if (first === 'a') return endOfType(signature, at + 1, depth + 1);
  const closing = CLOSING[first];
  if (closing === undefined) {
    alignmentOf(first);
    return at + 1;
  }
  let next = at + 1;
  // Of nothing: an array of these would have no end.
  if (signature.charAt(next) === closing) throw new Error(`“${signature}” has an empty struct`);
  while (signature.charAt(next) !== closing) {
    if (next >= signature.length) throw new Error(`“${signature}” is not closed`);
    next = endOfType(signature, next, depth + 1);
  }
  return next + 1;
}
