import { z } from 'zod';
import { roleSchema } from '../domain/people.ts';
import { passwordCodeSchema } from '../domain/settings.ts';

/** `desktop` gets the refresh token in the body, for its main process; `browser` gets it in an HttpOnly cookie ([DK1]). */
export const clientSchema = z.enum(['desktop', 'browser']);
export const loginSchema = z.object({
  login: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(1000),
  client: clientSchema,
});
/** A single-use sign-in code, good for two minutes; how `npm start` opens a window that is signed in. */
export const codeLoginSchema = z.object({ code: z.string().min(16).max(200), client: clientSchema });
/** Setting a password by the code that an administrator gave; see `person:reset-password`. */
export const PASSWORD_LEAST = 10;
export const setPasswordSchema = z.object({
  login: z.string().trim().min(1).max(200),
  code: passwordCodeSchema,
  password: z.string().min(PASSWORD_LEAST).max(1000),
});
/** The browser sends no token here: its cookie does. */
export const refreshSchema = z.object({ refreshToken: z.string().max(500).optional() });

export const signedInSchema = z.object({
  accessToken: z.string(),
  /** At most ten minutes ahead. */
  accessTokenExpiresAt: z.iso.datetime(),
  refreshToken: z.string().optional(),
  agent: z.object({ id: z.uuid(), login: z.string(), name: z.string(), role: roleSchema }),
});
export type SignedIn = z.infer<typeof signedInSchema>;

/** A visitor's sign-in: a kept secret, or nothing the first time; `identity` is a token the shop signed (HS256). */
export const visitorSessionInSchema = z.object({
  secret: z.string().max(200).optional(),
  identity: z.string().max(4096).optional(),
  locale: z.enum(['ja', 'en']).optional(),
  /**
   * The secret of a link that led them here ([HO6]): opens the chat on its conversation, once. `secret` is then one that
   * the browser made, or had before: asked again with the same, the answer is the same.
   */
  invitation: z.string().max(200).optional(),
});
/** As a link's secret, for a code that is typed in; counted, for it is short. */
export const visitorCodeInSchema = z.object({
  code: z.string().max(50),
  secret: z.string().max(200).optional(),
  locale: z.enum(['ja', 'en']).optional(),
});
export const visitorSessionOutSchema = z.object({
  token: z.string(),
  tokenExpiresAt: z.iso.datetime(),
  /** Given once, at the first visit; the widget keeps it in the shop's origin. */
  secret: z.string().optional(),
  visitorId: z.uuid(),
  customerId: z.uuid(),
  workspaceName: z.string(),
  greeting: z.object({ ja: z.string(), en: z.string() }),
});
export type VisitorSession = z.infer<typeof visitorSessionOutSchema>;
