import { Undo2 } from 'lucide-react';
import { useUndoables } from '#renderer/data/hooks/use-outbox.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { undoLeft } from '#renderer/state/outbox-state.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CountdownBar } from '#renderer/ui/countdown-bar.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { Words } from '#renderer/ui/words.tsx';
import { SEND_DELAY_MS } from '#shared/domain/send-delay.ts';

type UndoSendProps = { readonly conversationId: string; readonly onUndone: () => void };

const TICK_MS = 500;

/** What was just sent and has not left: how long it can still be taken back, and the way to. It takes no focus. */
export function UndoSend({ conversationId, onUndone }: UndoSendProps) {
  const { commands, undo } = useUndoables();
  const last = commands.findLast((command) => command.conversationId === conversationId);
  useShortcut('undo-send', () => void takeBack(), { enabled: last !== undefined });
  async function takeBack(): Promise<void> {
    if (last !== undefined && (await undo(conversationId, last.id))) onUndone();
  }
  if (last === undefined) return null;
  return <Counting key={last.id} last={last} onUndo={() => void takeBack()} />;
}

type CountingProps = {
  readonly last: ReturnType<typeof useUndoables>['commands'][number];
  readonly onUndo: () => void;
};

function Counting({ last, onUndo }: CountingProps) {
  const { t } = useTranslation('composer');
  const { now } = useFormatContext(TICK_MS);
  const left = undoLeft(last, now.getTime());
  if (left === 0) return null;
  const seconds = Math.ceil(left / 1000);
  return (
    <section
      aria-label={t('undo.title')}
      className="mb-2 grid grid-cols-[minmax(0,1fr)] gap-1.5 rounded-r border border-line-strong bg-panel px-3 py-1.5"
    >
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 truncate text-ink-2">
          <span className="figures font-medium text-ink">{t('undo.leaves', { count: seconds })}</span>{' '}
          <Words>{String(last.input['text'] ?? '')}</Words>
        </p>
        <Button icon={<Undo2 aria-hidden="true" size={14} />} chord={chordOf('undo-send')} onClick={onUndo}>
          {t('undo.undo')}
        </Button>
      </div>
      <CountdownBar remainingMs={left} totalMs={SEND_DELAY_MS} label={t('undo.leaves', { count: seconds })} />
    </section>
  );
}
