import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { type ItemData, ORDER_STATES, SHIPMENT_STATES } from '#shared/domain/item-data.ts';
import type { JourneyView } from '#shared/domain/journey/view.ts';

export type ShownTouch = JourneyView['touches'][number];

const among = <T extends string>(all: readonly T[], text: string | undefined): T | null =>
  all.find((one) => one === text) ?? null;

const CART: readonly ItemData<'cart'>['state'][] = ['open', 'left', 'ordered', 'wished'];
const CALL: readonly ItemData<'call'>['outcome'][] = ['answered', 'missed', 'abandoned', 'voicemail', 'failed'];
const PICKUP: readonly ItemData<'pickup'>['state'][] = ['ready', 'collected', 'expired'];
const SUBSCRIPTION: readonly ItemData<'subscription'>['state'][] = [
  'started',
  'renewed',
  'paused',
  'cancelled',
  'failed',
];

/** How a touchpoint is said: its kind, its state, its channel and its time. */
export function useTouchWords() {
  const { t } = useTranslation(['journey', 'thread', 'common']);
  const format = useFormatContext();
  const stateOf = ({ kind, state, score }: ShownTouch): string | null => {
    switch (kind) {
      case 'cart': {
        const known = among(CART, state);
        return known && t(`thread:cartState.${known}`);
      }
      case 'order': {
        const known = among(ORDER_STATES, state);
        return known && t(`journey:orderState.${known}`);
      }
      case 'shipment': {
        const known = among(SHIPMENT_STATES, state);
        return known && t(`thread:shipmentState.${known}`);
      }
      case 'call': {
        const known = among(CALL, state);
        return known === null || known === 'answered' ? null : t(`thread:callOutcome.${known}`);
      }
      case 'pickup': {
        const known = among(PICKUP, state);
        return known && t(`thread:pickupState.${known}`);
      }
      case 'subscription': {
        const known = among(SUBSCRIPTION, state);
        return known && t(`thread:subscriptionState.${known}`);
      }
      default:
        return score === undefined ? null : `${Math.round(score * 100)}%`;
    }
  };
  const what = (touch: ShownTouch): string =>
    [t(`thread:kind.${touch.kind}`), stateOf(touch)].filter((word) => word !== null).join(' ');
  return {
    t,
    format,
    what,
    channel: (touch: Pick<ShownTouch, 'channel'>): string => t(`common:channel.${touch.channel}`),
    when: (at: string): string => formatDayTime(at, format),
  };
}
