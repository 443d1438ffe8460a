import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';

export const CONTACT_POINT_KINDS = [
  'phone',
  'email',
  'line',
  'whatsapp',
  'visitor',
  'loyalty',
  'shop',
  'device',
] as const;
export const contactPointKindSchema = z.enum(CONTACT_POINT_KINDS);
export type ContactPointKind = z.infer<typeof contactPointKindSchema>;

/** A contact point as the desk shows it. `value` is masked unless the reader may see it in full ([PR4]). */
export const contactPointSchema = z.object({
  id: z.uuid(),
  /** Which record of the thread holds it ([ID3]). */
  customerId: z.uuid(),
  kind: contactPointKindSchema,
  value: z.string(),
  masked: z.boolean(),
  verified: z.boolean(),
  shared: z.boolean(),
  /** What comes from it is kept quietly, and nothing is sent to it. */
  blocked: z.boolean(),
});
export type ContactPoint = z.infer<typeof contactPointSchema>;

/**
 * The normal form of a contact point ([ID1]): E.164 for phones (Japanese numbers without a country code, full-width
 * digits too), NFKC and lower case for email with the domain in ASCII, trimmed NFKC for provider ids.
 * Null when the value cannot be one of that kind.
 */
export function normaliseContactPoint(kind: ContactPointKind, value: string): string | null {
  const plain = value.normalize('NFKC').trim();
  if (plain === '') return null;
  if (kind === 'phone' || kind === 'whatsapp') return normalisePhone(plain);
  if (kind === 'email') return normaliseEmail(plain);
  if (kind === 'loyalty') return plain.replace(/[\s‐-―−ー-]/g, '').toUpperCase() || null;
  return plain;
}

function normalisePhone(plain: string): string | null {
  const dashes = plain.replace(/[‐-―−ー]/g, '-');
  const parsed = parsePhoneNumberFromString(dashes, 'JP');
  return parsed?.isPossible() ? parsed.number : null;
}

function normaliseEmail(plain: string): string | null {
  const bare = plain.replace(/^mailto:/i, '').toLowerCase();
  const at = bare.lastIndexOf('@');
  if (at < 1 || at === bare.length - 1 || /[\s,;<>]/.test(bare)) return null;
  const domain = asciiDomain(bare.slice(at + 1));
  return domain === null ? null : `${bare.slice(0, at)}@${domain}`;
}

// The platform's URL parser does IDNA for us; shared code has no other global it may use.
declare const URL: { new (url: string): { hostname: string } };

function asciiDomain(domain: string): string | null {
  try {
    const host = new URL(`http://${domain}/`).hostname;
    return /^[a-z0-9.-]+\.[a-z0-9-]{2,}$/.test(host) ? host : null;
  } catch {
    return null; // not a domain at all
  }
}

/** A contact point as a reader gets it ([PR4]). Ids that nobody can dial or write to need no mask. */
export function shownContactPoint(
  kind: ContactPointKind,
  value: string,
  inFull: boolean,
): { readonly value: string; readonly masked: boolean } {
  const masked = !inFull && (kind === 'phone' || kind === 'email' || kind === 'whatsapp');
  return { masked, value: masked ? maskContactPoint(kind, value) : value };
}

/** What is shown of a contact point until it is revealed with a reason ([PR4]). */
export function maskContactPoint(kind: ContactPointKind, value: string): string {
  if (kind === 'email') {
    const at = value.lastIndexOf('@');
    return `${value.slice(0, 1)}•••${value.slice(at)}`;
  }
  if (value.length <= 4) return '••••';
  const head = kind === 'phone' || kind === 'whatsapp' ? value.slice(0, 3) : '';
  return `${head}••••${value.slice(-4)}`;
}
