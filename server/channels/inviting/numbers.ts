import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Locale } from '#shared/domain/people.ts';

/** Our number as people dial it: within Japan without the country's code. */
export function numberToCall(number: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (parsed === undefined) return number;
  return parsed.country === 'JP' ? parsed.formatNational() : parsed.formatInternational();
}

/** Theirs, as it may stand in words that others could read. */
export const theirNumber = (number: string, locale: Locale): string => {
  const end = number.replace(/;.*$/, '').slice(-4);
  return locale === 'ja' ? `末尾${end}の番号` : `the number ending in ${end}`;
};
