import { Eye } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { CallHelpControls } from './call-help-controls.tsx';
import { useAct } from './use-act.ts';
import type { HelpState } from './use-help.ts';
import { useWhispers } from './use-whispers.ts';
import { WhisperField } from './whisper-field.tsx';
import { WhisperLines } from './whisper-lines.tsx';

type LeadBarProps = {
  readonly conversation: Conversation;
  readonly state: HelpState;
  readonly agentId: string | null;
};

/** A lead's on a conversation that somebody else answers: watch, whisper, take over ([ES3]). */
export function LeadBar({ conversation, state, agentId }: LeadBarProps) {
  const { t } = useTranslation('liveHelp');
  const { id: conversationId, epoch, owner } = conversation;
  const does = useAct();
  const { act, isBusy } = does;
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const whispers = useWhispers(conversation);
  const isWatching = state.help.watchers.some(({ lead }) => lead.id === agentId);
  const toggle = (): void => void act(isWatching ? 'help:unwatch' : 'help:watch', { conversationId });
  const takeOver = (): void => void act('help:take-over', { conversationId, epoch });
  useShortcut('watch', toggle, { enabled: !isBusy });
  useShortcut('take-over', takeOver, { enabled: !isBusy });
  useShortcut('whisper', () => fieldRef.current?.focus(), { enabled: isWatching });
  return (
    <section
      aria-label={t('label')}
      className="mx-5.5 mb-2 grid gap-1.5 rounded-r border-2 border-note-line border-dashed bg-note-ground px-3 py-1.5"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="flex min-w-60 flex-1 items-center gap-1.5" role="status">
          <Eye aria-hidden="true" size={14} className="shrink-0" />
          <span>
            <Words>{t(isWatching ? 'watching' : 'owner', { name: owner.name })}</Words>
          </span>
        </p>
        <Button disabled={isBusy} chord={chordOf('watch')} onClick={toggle}>
          {t(isWatching ? 'unwatch' : 'watch')}
        </Button>
        <Button disabled={isBusy} chord={chordOf('take-over')} onClick={takeOver}>
          {t('takeOver')}
        </Button>
      </div>
      {state.call !== undefined && <CallHelpControls call={state.call} agentId={agentId} act={does} />}
      {isWatching && whispers.length > 0 && <WhisperLines whispers={whispers.slice(-MOST)} ownId={agentId} />}
      {isWatching && <WhisperField conversationId={conversationId} to={owner} fieldRef={fieldRef} />}
    </section>
  );
}

/** All of them stand on the thread. */
const MOST = 20;
