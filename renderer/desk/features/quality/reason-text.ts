import type { useTranslation } from '#renderer/i18n/translation.ts';
import { contactPointKindSchema } from '#shared/domain/contact-point.ts';
import { NAME_REASONS } from '#shared/domain/identity.ts';

type Words = ReturnType<typeof useTranslation<['quality', 'identity', 'customer', 'common']>>['t'];

const KNOWN = ['unverified', 'claimed_by_several', 'failed'] as const;

/** Why a row is here, in words; a provider's own reason as it gave it. */
export function reasonText(reason: string, t: Words): string {
  const named = NAME_REASONS.find((one) => one === reason);
  if (named !== undefined) return t(`identity:reason.${named}`);
  const known = KNOWN.find((one) => one === reason);
  if (known !== undefined) return t(`quality:reason.${known}`);
  const kind = contactPointKindSchema.safeParse(/^same_(?:verified_)?(.+)$/.exec(reason)?.[1]);
  if (!kind.success) return reason;
  const point = t(`identity:kind.${kind.data}`);
  return t(reason.startsWith('same_verified_') ? 'identity:sameVerified' : 'identity:samePoint', { point });
}
