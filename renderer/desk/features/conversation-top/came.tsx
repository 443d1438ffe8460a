import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Handoff } from '#shared/domain/handoff.ts';
import { putAwayDecidedOffer } from './decided-offers.ts';

type CameProps = { readonly handoff: Handoff; readonly customerName: string };

/** The customer has come to the other channel: the sender is told, and need do nothing more. */
export function Came({ handoff, customerName }: CameProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const { channelTo, from, to, acceptedBy, conversationId } = handoff;
  const taker = acceptedBy ?? to;
  const channel = common(`channel.${channelTo}`);
  const words =
    taker.id === from.id
      ? t('came.toYou', { customer: customerName, channel })
      : t('came.to', { customer: customerName, channel, name: taker.name });
  return (
    <section
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-r border border-line bg-raised px-3.5 py-2"
    >
      <p className="font-semibold text-ok">
        <Words>{words}</Words>
      </p>
      <Button className="ml-auto" onClick={() => putAwayDecidedOffer(conversationId)}>
        {common('close')}
      </Button>
    </section>
  );
}
