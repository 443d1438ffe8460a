import { z } from 'zod';

/** One value of the provider's claim and the team it stands for. */
export const teamMappingSchema = z.object({ value: z.string().trim().min(1).max(300), teamId: z.uuid() });

const PATH = String.raw`(:\d{1,5})?(/[^\s?#\\]*)?$`;
const SECURE = new RegExp(String.raw`^https://([a-z0-9.-]+|\[[0-9a-f:.]+\])${PATH}`, 'i');
const LOOPBACK = new RegExp(String.raw`^http://(127\.0\.0\.1|localhost|\[::1\])${PATH}`, 'i');

/**
 * Whether an address can be a provider's: https, or plain http on this machine; without a user, a query or a fragment.
 * What comes from it decides who somebody is.
 */
export const isProviderAddress = (text: string): boolean => SECURE.test(text) || LOOPBACK.test(text);

/** Longest that a sign-in by the company's account can last without the provider being asked again. */
export const MOST_SESSION_HOURS = 2160;

/** What an administrator sets. The secret is given on its own and never comes back. */
export const signOnFieldsSchema = z.object({
  enabled: z.boolean(),
  /** Exactly as the provider's tokens name it, with or without a slash at the end. */
  issuer: z.string().trim().max(500),
  clientId: z.string().trim().max(300),
  /** On the button; empty says “your company's account”. */
  labelJa: z.string().trim().max(60),
  labelEn: z.string().trim().max(60),
  /** Asked for beside `openid profile email`. */
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/)).max(20),
  createsPeople: z.boolean(),
  /** Name of the claim of the ID token that lists groups; null is none. */
  teamsClaim: z.string().trim().min(1).max(200).nullable(),
  teamMap: z.array(teamMappingSchema).max(200),
  sessionHours: z.int().min(1).max(MOST_SESSION_HOURS),
  /** Accounts with passwords may sign in. */
  passwords: z.boolean(),
  /** The administrator who may sign in by password even so. */
  breakGlassId: z.uuid().nullable(),
});
export type SignOnFields = z.infer<typeof signOnFieldsSchema>;

/** Somebody the provider vouched for who is linked with nobody here. Name and address are what it said, for reading only. */
export const knockSchema = z.object({
  id: z.uuid(),
  subject: z.string(),
  name: z.string(),
  email: z.string(),
  at: z.iso.datetime(),
  times: z.int().positive(),
});
export type Knock = z.infer<typeof knockSchema>;

export const LINK_WAYS = ['admin', 'self', 'created'] as const;
export const signOnLinkSchema = z.object({
  issuer: z.string(),
  subject: z.string(),
  agentId: z.uuid(),
  shown: z.string(),
  how: z.enum(LINK_WAYS),
  linkedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().optional(),
});
export type SignOnLink = z.infer<typeof signOnLinkSchema>;

export const signOnSettingsSchema = signOnFieldsSchema.extend({
  hasSecret: z.boolean(),
  /** One is kept that this hub's key does not open: nobody can sign on until it is entered again. */
  isSecretUnreadable: z.boolean(),
  /** What the provider has to be told as the address to come back to; null while the hub's own address is not set. */
  redirectUri: z.string().nullable(),
  links: z.array(signOnLinkSchema),
  knocks: z.array(knockSchema),
  revision: z.int().positive(),
});
export type SignOnSettings = z.infer<typeof signOnSettingsSchema>;

export const SESSION_METHODS = ['password', 'code', 'sign_on'] as const;
export type SessionMethod = (typeof SESSION_METHODS)[number];

/** One sign-in that stands: where it is and when it was last used. */
export const openSessionSchema = z.object({
  id: z.uuid(),
  client: z.enum(['desktop', 'browser']),
  method: z.enum(SESSION_METHODS),
  /** As the program named itself; may be empty. */
  userAgent: z.string(),
  /** The network address it last came from; may be empty. */
  address: z.string(),
  since: z.iso.datetime(),
  /** When it last renewed its token: at most ten minutes before its last act. */
  usedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** The one that asks. */
  isThis: z.boolean(),
});
export type OpenSession = z.infer<typeof openSessionSchema>;
