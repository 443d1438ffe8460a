import { z } from 'zod';

/** 256 bits in base64url: a state, a PKCE challenge or verifier of ours, a one-time code. */
export const secretTextSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What a sign-in page has to know before anybody is signed in. */
export const signOnOfferSchema = z.object({
  enabled: z.boolean(),
  labelJa: z.string(),
  labelEn: z.string(),
  /** Accounts with passwords may sign in; when not, one administrator may in an emergency. */
  passwords: z.boolean(),
});
export type SignOnOffer = z.infer<typeof signOnOfferSchema>;

/** Where the way begins. A desktop and whoever links fetch the result with the verifier of `challenge` (S256). */
export const signOnStartSchema = z.discriminatedUnion('client', [
  z.object({
    client: z.literal('desktop'),
    purpose: z.enum(['enter', 'link']).default('enter'),
    /** On which the desktop waits at 127.0.0.1. */
    port: z.coerce.number().int().min(1024).max(65_535),
    state: secretTextSchema,
    challenge: secretTextSchema,
  }),
  z.object({
    client: z.literal('browser'),
    purpose: z.enum(['enter', 'link']).default('enter'),
    challenge: secretTextSchema.optional(),
  }),
]);
export type SignOnStart = z.infer<typeof signOnStartSchema>;

/** What a provider sends back; everything else it adds is left alone. */
export const signOnCallbackSchema = z.object({
  code: z.string().min(1).max(4096).optional(),
  state: z.string().max(500).optional(),
  iss: z.string().max(500).optional(),
  error: z.string().max(200).optional(),
});

/** The desktop's main process fetches its session: the code came over the loopback, the verifier never left it. */
export const signOnExchangeSchema = z.object({ code: secretTextSchema, verifier: secretTextSchema });
