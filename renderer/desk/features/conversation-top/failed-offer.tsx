import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { openDialog } from '#renderer/desk/app/open-dialog.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { DECLINE_REASONS, type Handoff } from '#shared/domain/handoff.ts';
import { putAwayDecidedOffer } from './decided-offers.ts';
import { useAct } from './use-act.ts';

type FailedOfferProps = {
  readonly handoff: Handoff;
  readonly conversation: Conversation;
  readonly customerName: string;
};

/** Who could not take it and why, that the sender still owns it, and the next step. */
export function FailedOffer({ handoff, conversation, customerName }: FailedOfferProps) {
  const { t } = useTranslation('handoff');
  const { act, isBusy } = useAct(conversation.id);
  const outcome = useOutcome(handoff);
  const { team } = conversation;
  // Who never came is not brought by another colleague: they are asked anew.
  const canAskTeam = handoff.to.id !== team.id && handoff.state !== 'lapsed';
  const offerToTeam = async (): Promise<void> => {
    await act('handoff:offer', {
      conversationId: conversation.id,
      epoch: conversation.epoch,
      to: { type: 'team', id: team.id },
      brief: handoff.brief,
      snapshot: handoff.snapshot,
      kind: handoff.kind,
      ...(handoff.crossing !== undefined && { crossing: handoff.crossing }),
    });
  };
  return (
    <section
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-r border border-warn bg-raised px-3.5 py-2.5"
    >
      <p className="font-semibold text-warn">
        <Words>{outcome}</Words>
      </p>
      <p className="text-ink-2">
        <Words>{t('stillYours', { customer: customerName })}</Words>
      </p>
      <span className="ml-auto flex flex-wrap items-center gap-2">
        {canAskTeam ? (
          <Button busy={isBusy} onClick={() => void offerToTeam()}>
            {t('anyoneIn', { team: team.name })}
          </Button>
        ) : (
          <Button onClick={() => openDialog('hand-off', { conversationId: conversation.id })}>
            {t(handoff.state === 'lapsed' ? 'askAgain' : 'again')}
          </Button>
        )}
        <Button variant="primary" onClick={() => putAwayDecidedOffer(conversation.id)}>
          {t('keep')}
        </Button>
      </span>
    </section>
  );
}

/** What became of an offer, in words. A reason may carry the receiver's own words behind a colon. */
function useOutcome({ to, acceptedBy, acceptedAt, state, channelTo, reason = '' }: Handoff): string {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const { byId } = usePeople();
  const who = acceptedBy ?? to;
  const name = byId(who.id)?.publicName ?? who.name;
  if (reason === 'receiver_gone') return t('goneAt', { name });
  if (state === 'lapsed') return t('neverCame', { channel: common(`channel.${channelTo}`) });
  if (state !== 'declined') return t(acceptedAt === undefined ? 'expiredAt' : 'talkOver', { name });
  if (acceptedAt !== undefined) return t('leftBy', { name });
  const [code = '', ...own] = reason.split(':');
  const known = DECLINE_REASONS.find((one) => one === code);
  const ownWords = own.join(':').trim();
  const words = known === undefined ? reason : t(`reason.${known}`);
  return t('declinedBy', { name, reason: ownWords === '' ? words : `${words} – ${ownWords}` });
}
