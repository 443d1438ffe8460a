import { useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextArea } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { OWN_SEND, useShortcut } from '#renderer/ui/shortcuts.ts';

type TalkFieldProps = { readonly handoffId: string; readonly otherName: string };

/**
 * What one says to the colleague. The chord that sends here never sends what stands in the reply to the customer, nor the
 * other way round; every other chord works here, too.
 */
export function TalkField({ handoffId, otherName }: TalkFieldProps) {
  const { t } = useTranslation('handoff');
  const send = useSendCommand();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const say = async (): Promise<void> => {
    const words = text.trim();
    if (words === '' || isBusy) return;
    setIsBusy(true);
    const answer = await send('handoff:talk', { handoffId, text: words });
    setIsBusy(false);
    setError(answer.ok ? null : answer.error.message);
    // What was typed meanwhile stays.
    if (answer.ok) setText((now) => (now.trim() === words ? '' : now));
  };
  useShortcut('send', () => document.activeElement === field.current && void say(), { scope: 'dialog' });
  useShortcut('private-talk', () => field.current?.focus());
  const label = t('talk.field', { name: otherName });
  return (
    <div {...OWN_SEND} className="flex flex-col gap-1 border-note-line border-t border-dashed p-2">
      {error !== null && (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
      <div className="flex items-end gap-1.5">
        <TextArea
          ref={field}
          aria-label={label}
          placeholder={label}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || isComposing(event)) return;
            event.preventDefault();
            void say();
          }}
          className="h-14 [@media(max-height:760px)]:h-9"
        />
        <Button busy={isBusy} disabled={text.trim() === ''} aria-keyshortcuts="Enter" onClick={() => void say()}>
          {t('talk.send')}
        </Button>
      </div>
    </div>
  );
}
