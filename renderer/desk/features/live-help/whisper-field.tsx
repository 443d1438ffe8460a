import { type RefObject, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextArea } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { OWN_SEND, useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Party } from '#shared/domain/party.ts';
import { keepWhisper, useWhisperDraft, whisperKey, whisperSaid } from './whisper-drafts.ts';

type WhisperFieldProps = {
  readonly conversationId: string;
  /** Whom it is for; what is written stays when that changes, and says for whom it would be. */
  readonly to: Party;
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
  readonly onSaid?: () => void;
  readonly onLeave?: () => void;
};

/**
 * Where a lead and an owner say something to each other alone. The chord that sends here never sends what stands in the
 * reply to the customer, nor the other way round; every other chord works here, too.
 */
export function WhisperField({ conversationId, to, fieldRef, onSaid, onLeave }: WhisperFieldProps) {
  const { t } = useTranslation('liveHelp');
  const send = useSendCommand();
  const { agent } = useSession();
  const key = whisperKey(agent?.id, conversationId);
  const text = useWhisperDraft(key);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const say = async (): Promise<void> => {
    const words = text.trim();
    if (words === '' || isBusy) return;
    setIsBusy(true);
    const answer = await send('help:whisper', { conversationId, toId: to.id, text: words });
    setIsBusy(false);
    setError(answer.ok ? null : answer.error.message);
    if (!answer.ok) return;
    whisperSaid(key, words);
    onSaid?.();
  };
  useShortcut('send', () => document.activeElement === fieldRef.current && void say(), { scope: 'dialog' });
  const label = t('whisper.field', { name: to.name });
  return (
    <div {...OWN_SEND} className="grid gap-1">
      {error !== null && (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
      <div className="flex items-end gap-1.5">
        <TextArea
          ref={fieldRef}
          aria-label={label}
          placeholder={label}
          maxLength={2000}
          value={text}
          onChange={(event) => keepWhisper(key, event.target.value)}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if (event.key === 'Escape') onLeave?.();
            if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            void say();
          }}
          className="h-10"
        />
        <Button busy={isBusy} disabled={text.trim() === ''} aria-keyshortcuts="Enter" onClick={() => void say()}>
          {t('whisper.send')}
        </Button>
      </div>
    </div>
  );
}
