import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import type { LibraryReply } from '#shared/domain/saved-reply.ts';

type Decision = 'approve' | 'return' | 'retire';
type LeadActsProps = {
  readonly reply: LibraryReply;
  readonly isBusy: boolean;
  /** What is on screen is not what would be approved. */
  readonly isChanged: boolean;
  readonly onDecide: (decision: Decision) => Promise<void>;
};

/** A lead's word on a saved reply as it was read. */
export function LeadActs({ reply, isBusy, isChanged, onDecide }: LeadActsProps) {
  const { t } = useTranslation('replies');
  return (
    <span className="mr-auto flex gap-2">
      {reply.state === 'submitted' && (
        <>
          <Button
            {...(!isChanged && { variant: 'primary', chord: chordOf('send') })}
            busy={isBusy}
            disabled={isChanged}
            onClick={() => void onDecide('approve')}
          >
            {t('approve')}
          </Button>
          <Button busy={isBusy} onClick={() => void onDecide('return')}>
            {t('return')}
          </Button>
        </>
      )}
      {reply.state !== 'retired' && (
        <Button variant="ghost" busy={isBusy} onClick={() => void onDecide('retire')}>
          {t('retire')}
        </Button>
      )}
    </span>
  );
}
