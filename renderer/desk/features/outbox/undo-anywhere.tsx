import { Undo2 } from 'lucide-react';
import { useQueuePlace, useUndoables } from '#renderer/data/hooks/use-outbox.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { undoLeft } from '#renderer/state/outbox-state.ts';
import { chordId } from '#renderer/ui/chord.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Words } from '#renderer/ui/words.tsx';

/** What was sent in another conversation and can still be taken back: who sends goes on to the next one at once. */
export function UndoAnywhere() {
  const { conversationId } = usePlace();
  const { commands, undo } = useUndoables();
  const last = commands.findLast((command) => command.conversationId !== conversationId);
  async function takeBack(): Promise<void> {
    if (last === undefined || !(await undo(last.conversationId, last.id))) return;
    goTo({ tab: 'mine', conversationId: last.conversationId });
  }
  // Of what is on screen the reply box itself takes the key.
  const isHere = commands.some((command) => command.conversationId === conversationId);
  useShortcut('undo-send', () => void takeBack(), { enabled: last !== undefined && !isHere });
  if (last === undefined) return null;
  return <Counting key={last.id} last={last} onUndo={() => void takeBack()} />;
}

type CountingProps = {
  readonly last: ReturnType<typeof useUndoables>['commands'][number];
  readonly onUndo: () => void;
};

function Counting({ last, onUndo }: CountingProps) {
  const { t } = useTranslation();
  const { now } = useFormatContext(500);
  const { name } = useQueuePlace(last.conversationId);
  const left = undoLeft(last, now.getTime());
  if (left === 0) return null;
  return (
    <button
      type="button"
      onClick={onUndo}
      aria-keyshortcuts={chordId(chordOf('undo-send'))}
      className="flex min-h-6 items-center gap-1 whitespace-nowrap rounded-s text-ink-2 underline decoration-dotted"
    >
      <Undo2 aria-hidden="true" size={14} />
      <Words>
        {t('outbox.undo', { name: name === '' ? t('words.customer') : name, count: Math.ceil(left / 1000) })}
      </Words>
    </button>
  );
}
