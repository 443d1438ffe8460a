import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import type { Clock } from '#shared/lib/clock.ts';

/** Who the shop says is signed in to it, by a token signed with the workspace's widget secret. */
const claimsSchema = z.object({
  /** The shop's own id of the customer. */
  sub: z.string().trim().min(1).max(200),
  email: z.string().trim().max(320).optional(),
  name: z.string().trim().max(200).optional(),
});
export type ShopIdentity = z.infer<typeof claimsSchema>;

const LONGEST_MS = 24 * 60 * 60_000;

/** Errors: `token_expired`; `not_signed_in` for a wrong signature, missing claims, or a life of more than 24 hours. */
export async function readShopIdentity(token: string, secret: string, clock: Clock): Promise<ShopIdentity> {
  const now = clock.now();
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    });
    const tooLong = Number(payload.exp) * 1000 > now.getTime() + LONGEST_MS;
    const claims = claimsSchema.safeParse(payload);
    if (tooLong || !claims.success) throw new AppError('not_signed_in');
    return claims.data;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(error instanceof errors.JWTExpired ? 'token_expired' : 'not_signed_in', { cause: error });
  }
}
