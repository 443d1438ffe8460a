import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Crossing, CrossingOption } from '#shared/domain/crossing.ts';

type Way = Pick<Crossing, 'channel' | 'way' | 'by'>;

/** How a customer is led across, in a word or two: "link by SMS". */
export function useWayWords(present: Channel): (way: Way) => string {
  const { t } = useTranslation(['handoff', 'common']);
  return ({ channel, way, by }) => {
    if (by === undefined || by === channel) return t(`handoff:way.${way}`);
    if (by === present) return t(`handoff:wayHere.${way}`);
    return t(`handoff:wayBy.${way}`, { by: t(`common:channel.${by}`) });
  };
}

/** Why a way can not be taken now. */
export function useRefusalWords(): (option: CrossingOption | undefined) => string {
  const { t } = useTranslation('handoff');
  return (option) => t(`wayRefused.${option?.why ?? 'no_contact_point'}`);
}
