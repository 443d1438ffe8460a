import { Lock } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Handoff } from '#shared/domain/handoff.ts';
import { BannerBox } from './banner-box.tsx';
import type { HandoffPart } from './handoff-part.ts';
import { useAct } from './use-act.ts';

type TalkingBannerProps = { readonly handoff: Handoff; readonly part: HandoffPart };

/** A colleague has joined privately ([HO5]): the sender passes or drops, the colleague may leave; the customer sees nothing. */
export function TalkingBanner({ handoff, part }: TalkingBannerProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const { act, isBusy } = useAct(handoff.conversationId);
  const { id: handoffId, from, to, acceptedBy, crossing, channelTo } = handoff;
  const colleague = (acceptedBy ?? to).name;
  const words = {
    sender: t('talking.joined', { name: colleague }),
    receiver: t('talking.youJoined', { name: from.name }),
    other: t('talking.two', { from: from.name, to: colleague }),
  }[part];
  return (
    <BannerBox label={t('talking.label')} channel={channelTo}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p role="status" className="font-semibold">
          <Words>{words}</Words>
        </p>
        <span className="flex items-center gap-1 text-ink-2">
          <Lock aria-hidden="true" size={12} />
          {t('talking.unseen')}
        </span>
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {part === 'sender' && (
            <>
              <Button busy={isBusy} onClick={() => void act('handoff:withdraw', { handoffId })}>
                {t('talking.drop')}
              </Button>
              <Button variant="primary" busy={isBusy} onClick={() => void act('handoff:pass', { handoffId })}>
                {crossing === undefined
                  ? t('talking.pass', { name: colleague })
                  : t('talking.passOver', { channel: common(`channel.${channelTo}`) })}
              </Button>
            </>
          )}
          {part === 'receiver' && (
            <Button busy={isBusy} onClick={() => void act('handoff:decline', { handoffId, reason: 'other' })}>
              {t('talking.leave')}
            </Button>
          )}
        </span>
      </div>
    </BannerBox>
  );
}
