import { Lock } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { runShortcut, useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Whisper } from '#shared/domain/live-help.ts';
import type { Party } from '#shared/domain/party.ts';
import { isFresh, putAway } from './read-whispers.ts';
import { useWhispers } from './use-whispers.ts';
import { whisperDraft, whisperKey } from './whisper-drafts.ts';
import { WhisperField } from './whisper-field.tsx';
import { WhisperLines } from './whisper-lines.tsx';

type WhisperStripProps = { readonly conversation: Conversation; readonly agentId: string };

/** Beside the composer: what a lead says to this agent alone, until they have read it ([ES3]). It takes no focus. */
export function WhisperStrip({ conversation, agentId }: WhisperStripProps) {
  const { t } = useTranslation('liveHelp');
  const all = useWhispers(conversation);
  const [, setTimesRead] = useState(0);
  // Begun and left is as it was, but without the focus.
  const [isAnswering, setIsAnswering] = useState(() => whisperDraft(whisperKey(agentId, conversation.id)) !== '');
  const [timesAsked, setTimesAsked] = useState(0);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const fresh = all.filter(isFresh);
  const lead = leadOf(fresh, agentId);
  useEffect(() => {
    if (timesAsked > 0) fieldRef.current?.focus();
  }, [timesAsked]);
  const answer = (): void => {
    setIsAnswering(true);
    setTimesAsked((times) => times + 1);
  };
  useShortcut('whisper', answer, { enabled: lead !== null });
  if (lead === null) return null;
  /** What had the focus is gone: back to the reply. */
  const leave = (): void => {
    setIsAnswering(false);
    runShortcut('focus-composer');
  };
  const read = (): void => {
    putAway(all);
    setTimesRead((times) => times + 1);
    leave();
  };
  return (
    <section
      aria-label={t('whisper.title')}
      className="mx-5.5 mb-2 grid gap-1.5 rounded-r border-2 border-note-line border-dashed bg-note-ground px-3 py-1.5"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="flex min-w-40 flex-1 items-center gap-1.5 text-ink-2">
          <Lock aria-hidden="true" size={12} className="shrink-0" />
          {t('whisper.title')}
        </p>
        {!isAnswering && (
          <Button variant="ghost" chord={chordOf('whisper')} onClick={answer}>
            {t('whisper.reply')}
          </Button>
        )}
        <Button variant="ghost" onClick={read}>
          {t('whisper.gotIt')}
        </Button>
      </div>
      <WhisperLines whispers={fresh.slice(-MOST)} ownId={agentId} />
      {isAnswering && <WhisperField conversationId={conversation.id} to={lead} fieldRef={fieldRef} onLeave={leave} />}
    </section>
  );
}

/** Who whispered to this agent last. */
function leadOf(whispers: readonly Whisper[], agentId: string): Party | null {
  const last = whispers.findLast(({ data, author }) => data.whisperTo.id === agentId && author.id !== undefined);
  return last?.author.id === undefined ? null : { type: 'agent', id: last.author.id, name: last.author.name ?? '' };
}

/** All of them stand on the thread. */
const MOST = 6;
