import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { formatRemaining } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { CountdownBar } from '#renderer/ui/countdown-bar.tsx';
import type { Handoff } from '#shared/domain/handoff.ts';
import { useAct } from './use-act.ts';
import { useHandoffWay } from './use-way-words.ts';

type OpenOfferProps = {
  readonly handoff: Handoff;
  readonly isMine: boolean;
  readonly agentId: string | undefined;
};

/** An offer on its way: to its sender with the time left and the way back, to others as a fact. */
export function OpenOffer({ handoff, isMine, agentId }: OpenOfferProps) {
  const { t } = useTranslation(['thread', 'handoff', 'common']);
  const wayWords = useHandoffWay();
  const { byId } = usePeople();
  const { act, isBusy } = useAct(handoff.conversationId);
  const format = useFormatContext(1000);
  // Whom it is for answers it in the inbox.
  if (handoff.to.id === agentId) return null;
  const name = byId(handoff.to.id)?.name ?? handoff.to.name;
  const box = classNames('rounded-r border border-line bg-raised px-3.5 py-2', dyeClass(handoff.channelTo));
  if (!isMine) {
    return <p className={classNames(box, 'text-ink-2')}>{t('thread:top.wasOffered', { name })}</p>;
  }
  const plan = [
    handoff.kind === 'warm' && t('handoff:warmShort'),
    handoff.crossing !== undefined && `${t(`common:channel.${handoff.channelTo}`)} (${wayWords(handoff)})`,
  ]
    .filter(Boolean)
    .join(' · ');
  const endsAt = Date.parse(handoff.expiresAt);
  const isOffered = handoff.state === 'offered';
  const left = formatRemaining(new Date(Math.max(endsAt, format.now.getTime())), format.now, format.locale);
  return (
    <section aria-label={t('handoff:offer')} className={classNames(box, 'grid gap-2')}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="font-semibold">{t('handoff:waitingFor', { name })}</p>
        {plan !== '' && <span className="text-ink-2">{plan}</span>}
        {isOffered && <span className="figures text-ink-2">{left}</span>}
        {isOffered && (
          <Button
            className="ml-auto"
            busy={isBusy}
            onClick={() => void act('handoff:withdraw', { handoffId: handoff.id })}
          >
            {t('handoff:withdraw')}
          </Button>
        )}
      </div>
      {isOffered && (
        <CountdownBar
          remainingMs={endsAt - format.now.getTime()}
          totalMs={endsAt - Date.parse(handoff.offeredAt)}
          label={`${t('handoff:waitingFor', { name })} ${left}`}
        />
      )}
    </section>
  );
}
