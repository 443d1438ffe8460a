import { normaliseContactPoint } from '#shared/domain/contact-point.ts';
import { fold, gramsAsked } from './grams.ts';
import { foldRomaji } from './romaji.ts';

/** One way to read what was asked: the pieces that must be there, and the words to find again in what comes back. */
export type Reading = { readonly grams: string[]; readonly words: string[] };

const words = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}ー々〆@._+-]+/u)
    .filter((w) => w !== '');

const reading = (text: string): Reading => ({ grams: gramsAsked(text), words: words(text) });

/**
 * The ways to read a question as a caller gives it: as it stands; without separators, when it is mostly digits (a phone,
 * a tracking or member number in any form); as an E.164 phone; and as a name in any Latin spelling. Readings that hold
 * nothing to look for are left out.
 */
export function readings(text: string): Reading[] {
  const all = [reading(text)];
  const plain = text.normalize('NFKC').trim();
  const joined = plain.replace(/[\s()‐-―−ー.-]/g, '').replace(/^#/, '');
  if (/^[+\p{L}]{0,4}\d{3,}[\dA-Za-z]*$/u.test(joined) && joined !== plain) all.push(reading(joined));
  const phone = /^[+\d]/.test(joined) ? normaliseContactPoint('phone', plain) : null;
  if (phone !== null) all.push(reading(phone));
  if (/^[\p{Script=Latin}\p{M}\s'’-]+$/u.test(plain)) {
    const romaji = foldRomaji(plain);
    if (romaji !== fold(plain)) all.push(reading(romaji));
  }
  return all.filter((r) => r.grams.length > 0);
}

/** The number of a conversation, when what was asked can be one. */
export function conversationNumberIn(text: string): number | null {
  const match = /^[#＃]?\s*(\d{1,12})$/.exec(text.normalize('NFKC').trim());
  return match?.[1] === undefined ? null : Number(match[1]);
}
