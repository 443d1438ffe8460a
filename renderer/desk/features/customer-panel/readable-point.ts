import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';

/** Longer ids are machines'; their ends are enough to tell two apart. */
const LONGEST_ID = 16;

/**
 * A contact point as people read it: phones with their groups, a messenger's long id by its ends, the rest as it is. Masked
 * values stay as they are.
 */
export function readablePoint(kind: ContactPointKind, value: string): string {
  if (kind === 'line' && value.length > LONGEST_ID) return `${value.slice(0, 4)}…${value.slice(-4)}`;
  // Which shop's number it is, the hub keeps apart; people know the number.
  if (kind === 'shop') return value.slice(value.lastIndexOf(':') + 1);
  if (kind !== 'phone' && kind !== 'whatsapp') return value;
  return parsePhoneNumberFromString(value)?.formatInternational() ?? value;
}
