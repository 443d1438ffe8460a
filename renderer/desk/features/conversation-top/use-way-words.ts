import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';

/** How the customer of a handoff is led across, in a word or two; empty where they stay. */
export function useHandoffWay(): (handoff: Handoff) => string {
  const { t } = useTranslation(['handoff', 'common']);
  return ({ crossing, channelFrom }) => {
    if (crossing === undefined) return '';
    const { way, by, channel } = crossing;
    if (by === undefined || by === channel) return t(`handoff:way.${way}`);
    if (by === channelFrom) return t(`handoff:wayHere.${way}`);
    return t(`handoff:wayBy.${way}`, { by: t(`common:channel.${by}`) });
  };
}
