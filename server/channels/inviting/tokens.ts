import { randomBytes, randomInt } from 'node:crypto';
import { sha256 } from '#server/auth/secrets.ts';
import type { Locale } from '#shared/domain/people.ts';

/** 16 random bytes are 128 bits: nobody guesses one, whatever they try. */
const TOKEN_BYTES = 16;

/** Digits and letters that neither look nor sound alike, without vowels, so that no word comes about. */
const LETTERS = '23456789CFGHJMPQRVWX';
const GROUPS = 3;
const GROUP = 3;

/** The secret of a link. Its first letter is the customer's language, so that the page greets them in it at once. */
export const newToken = (locale: Locale): string => `${locale[0]}${randomBytes(TOKEN_BYTES).toString('base64url')}`;

/** How a token is kept: nobody gets it back from that. */
export const tokenHash = (token: string): Buffer => sha256(`invitation ${token}`);

/** `4F7-Q2M-9XC`: 39 bits, to be said aloud, shown or typed. Enough for hours behind a door that counts who knocks. */
export function newCode(): string {
  const group = () => Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** What somebody typed, as a code is kept: any case, any width, with or without the dashes. */
export function codeTyped(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return (plain.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-');
}

/** True for what a code of ours looks like. */
export const looksLikeCode = (text: string): boolean =>
  new RegExp(`^[${LETTERS}]{${GROUP}}(-[${LETTERS}]{${GROUP}}){${GROUPS - 1}}$`).test(codeTyped(text));
