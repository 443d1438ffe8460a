import { useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { Standing } from './standing.ts';

type StandingNoticeProps = {
  readonly conversation: Conversation;
  readonly standing: Standing;
  readonly onNote: () => void;
};

/** Why one can not answer now, and the step that changes it. */
export function StandingNotice({ conversation, standing, onNote }: StandingNoticeProps) {
  const { t } = useTranslation('composer');
  const { t: common } = useTranslation();
  const { t: wrapUp } = useTranslation('wrapUp');
  const send = useSendCommand();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  if (standing.kind === 'owner') return null;
  const give = async (name: 'conversation:claim' | 'conversation:reopen'): Promise<void> => {
    setIsBusy(true);
    const answer = await send(name, { conversationId: conversation.id, epoch: conversation.epoch });
    setIsBusy(false);
    setError(answer.ok ? null : answer.error);
  };
  const words = {
    queued: () => t('unowned'),
    other_owner: () => t('notOwner', { name: standing.kind === 'other_owner' ? standing.name : '' }),
    resolved: () => t('resolved'),
    no_way_back: () => t('noWayBack', { channel: common(`channel.${conversation.channel}`) }),
  }[standing.kind]();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3.5 py-2 text-ink-2">
      <p className="min-w-40 flex-1">
        {words}
        {error && (
          <span role="alert" className="block text-bad">
            {error.message}
          </span>
        )}
      </p>
      {standing.kind === 'queued' && (
        <Button
          variant="primary"
          chord={chordOf('claim')}
          busy={isBusy}
          onClick={() => void give('conversation:claim')}
        >
          {t('takeIt')}
        </Button>
      )}
      {standing.kind === 'resolved' && (
        <Button busy={isBusy} onClick={() => void give('conversation:reopen')}>
          {wrapUp('reopen')}
        </Button>
      )}
      {(standing.kind === 'other_owner' || standing.kind === 'no_way_back') && (
        <Button onClick={onNote}>{t('mode.note')}</Button>
      )}
    </div>
  );
}
