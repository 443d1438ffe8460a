import { z } from 'zod';
import { localisedSchema } from './channel-connection.ts';
import { channelSchema } from './channels.ts';
import { contactPointKindSchema } from './contact-point.ts';

/** What somebody agrees to be written to for: answers and news about their own matter, or advertising. */
export const PURPOSES = ['service', 'marketing'] as const;
export const purposeSchema = z.enum(PURPOSES);
export type Purpose = z.infer<typeof purposeSchema>;

/** A word for every purpose, or for every channel. */
export const EVERY = 'all';

export const consentScopeSchema = {
  channel: z.union([channelSchema, z.literal(EVERY)]),
  purpose: z.union([purposeSchema, z.literal(EVERY)]),
};

/** How the hub came to know. */
export const CONSENT_SOURCES = [
  'phone',
  'message',
  'email',
  'form',
  'store',
  'letter',
  'import',
  'keyword',
  'provider',
  'other',
] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** The newest word of a customer on one channel and purpose. Channel and purpose of imports may be words of their own. */
export const consentSchema = z.object({
  channel: z.string(),
  purpose: z.string(),
  granted: z.boolean(),
  since: z.iso.datetime(),
  source: z.string().optional(),
});
export type Consent = z.infer<typeof consentSchema>;

/** Why a customer is not reached on a channel now, or what has to be known before. */
export const reachReasonSchema = z.object({
  code: z.string(),
  /** False: it can be tried all the same. */
  stops: z.boolean(),
  /** Words of the channel's provider; the desk has its own for every other code. */
  text: localisedSchema.optional(),
  since: z.iso.datetime().optional(),
});
export type ReachReason = z.infer<typeof reachReasonSchema>;

/** One way to a customer: by one contact point, or none where they have none for the channel. */
export const reachSchema = z.object({
  channel: channelSchema,
  reachable: z.boolean(),
  contactPoint: z.object({ id: z.uuid(), kind: contactPointKindSchema, verified: z.boolean() }).optional(),
  reasons: z.array(reachReasonSchema),
});
export type Reach = z.infer<typeof reachSchema>;

/**
 * The word that decides about sending for a purpose on a channel: the newest of those that speak of it, of everything on
 * the channel, or of everything. Null when nobody said anything: then it is allowed.
 */
export function decidingConsent(words: readonly Consent[], channel: string, purpose: Purpose): Consent | null {
  const about = words.filter(
    (word) =>
      (word.channel === channel || word.channel === EVERY) && (word.purpose === purpose || word.purpose === EVERY),
  );
  return about.reduce<Consent | null>(
    (newest, word) => (newest === null || word.since > newest.since ? word : newest),
    null,
  );
}

/** The words that still stand: those that no newer word about as much, or more, has taken the place of. */
export function standingConsents(words: readonly Consent[]): readonly Consent[] {
  const covers = (newer: Consent, word: Consent): boolean =>
    newer.since > word.since &&
    (newer.channel === word.channel || newer.channel === EVERY) &&
    (newer.purpose === word.purpose || newer.purpose === EVERY);
  return words.filter((word) => !words.some((other) => covers(other, word)));
}

const STOP = [
  'stop',
  'stopall',
  'unsubscribe',
  'cancel',
  'end',
  'quit',
  'optout',
  '停止',
  '配信停止',
  '配信拒否',
  '受信拒否',
];
const START = ['start', 'yes', 'unstop', 'optin', '再開', '配信再開'];

/**
 * Whether a message is nothing but a word that stops or starts what is sent, in either language, full-width too. A
 * sentence that holds such a word is none: it is read by a person.
 */
export function optWord(text: string): 'stop' | 'start' | null {
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s。．.!！「」"'-]/g, '');
  if (STOP.includes(word)) return 'stop';
  return START.includes(word) ? 'start' : null;
}
