import type { useTranslation } from '#renderer/i18n/translation.ts';
import { contactPointKindSchema } from '#shared/domain/contact-point.ts';
import { NAME_REASONS } from '#shared/domain/identity.ts';

export type IdentityWords = ReturnType<typeof useTranslation<['identity', 'customer', 'common']>>['t'];

const WORD = /^same_(verified_)?(.+)$/;

/** Why two may be one person, in words; what this window does not know is left out. */
export function reasonWords(reasons: readonly string[], t: IdentityWords): string[] {
  return reasons.flatMap((reason) => {
    const named = NAME_REASONS.find((one) => one === reason);
    if (named !== undefined) return [t(`identity:reason.${named}`)];
    const kind = contactPointKindSchema.safeParse(WORD.exec(reason)?.[2]);
    if (!kind.success) return [];
    const point = t(`identity:kind.${kind.data}`);
    return [t(reason.startsWith('same_verified_') ? 'identity:sameVerified' : 'identity:samePoint', { point })];
  });
}
