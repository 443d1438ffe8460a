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
 * The normal form of a contact point ([ID1]): E.164 for phones (Japanese numbers without a country code, full-width digits
 * too; an extension is part of it), NFKC and lower case for email with the domain in ASCII, separators and case out of
 * member numbers, ids of providers as given. Null when the value cannot be one of that kind. Normal forms stay as they are.
 */
export function normaliseContactPoint(kind: ContactPointKind, value: string): string | null {
  const plain = value.normalize('NFKC').trim();
  if (plain === '') return null;
  switch (kind) {
    case 'phone':
    case 'whatsapp':
      return normalisePhone(plain);
    case 'email':
      return normaliseEmail(plain);
    case 'loyalty':
      return (
        plain
          .replace(/[\s‐-―−ー-]/g, '')
          .toUpperCase()
          .normalize('NFKC') || null
      );
    default:
      return value.trim();
  }
}

/** Dialled before a number in Japan: whether to show one's own (184, 186), and whose line abroad to take. */
const DIALLED_FIRST = /^(?:18[46][\s-]*(?=0))?(?:(?:001|0033|0041|0046|0061|0077|0080|0082|0088)[\s-]*(?=010))?/;

function normalisePhone(plain: string): string | null {
  const words = plain
    .replace(/[‐-―−ー]/g, '-')
    .replace(/^tel:/i, '')
    .replace(/\s*(?:内線|ないせん)(?:番号)?[\s:.]*/g, ' ext. ')
    .replace(DIALLED_FIRST, '');
  const parsed = parsePhoneNumberFromString(words, 'JP');
  if (!parsed?.isPossible()) return null;
  return parsed.ext === undefined ? parsed.number : `${parsed.number};ext=${parsed.ext}`;
}

/** Unquoted where quotes are not needed; dots of either part stay, for some providers tell people apart by them. */
function normaliseEmail(plain: string): string | null {
  const bare = plain
    .replace(/^mailto:/i, '')
    .toLowerCase()
    .normalize('NFKC');
  const at = bare.lastIndexOf('@');
  if (at < 1 || at === bare.length - 1) return null;
  const local = localPart(bare.slice(0, at));
  const domain = asciiDomain(bare.slice(at + 1).replace(/\.$/, ''));
  return domain === null || local === null ? null : `${local}@${domain}`;
}

const QUOTED = /^"((?:[^"\\]|\\.)+)"$/;
/** What may stand without quotes, and double and closing dots, which Japanese carriers once gave out. */
const BARE = /^[^\s,;:<>()[\]\\"@]+$/;

function localPart(given: string): string | null {
  const quoted = QUOTED.exec(given)?.[1];
  if (quoted === undefined) return BARE.test(given) ? given : null;
  const said = quoted.replace(/\\(.)/g, '$1');
  if (BARE.test(said)) return said;
  return /[\r\n]/.test(said) ? null : `"${said.replace(/["\\]/g, '\\$&')}"`;
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
