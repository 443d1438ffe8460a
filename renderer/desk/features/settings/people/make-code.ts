/** Crockford's letters: no I, L, O, U, which are misread. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** 80 bits that only this window knows until somebody is told; the hub gets it once and keeps its digest. */
export function makeCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** In groups of four, as it is read out: `K7QF-29XM-4TB8-ZD3W`. */
export const showCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
