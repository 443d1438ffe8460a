import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { ContactPointKind } from '#shared/domain/contact-point.ts';

/** A contact point as people read it: phones with their groups, the rest as it is. Masked values stay as they are. */
export function readablePoint(kind: ContactPointKind, value: string): string {
  if (kind !== 'phone' && kind !== 'whatsapp') return value;
  return parsePhoneNumberFromString(value)?.formatInternational() ?? value;
}
