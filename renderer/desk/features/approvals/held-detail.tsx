import { useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextArea } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Snapshot } from '#shared/domain/brief.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { CameMeanwhile } from './came-meanwhile.tsx';
import { HeldFacts } from './held-facts.tsx';
import { TextDifference } from './text-difference.tsx';
import { useApprovalAct } from './use-approval-act.ts';
import type { WaitingRow } from './waiting-list.tsx';

const GONE: readonly string[] = ['approval_decided', 'approval_moved'];

/** Who just decided on one may still press the key again; the next one is not what they meant. */
const SETTLES_MS = 600;

type Props = {
  readonly row: WaitingRow;
  /** It left the list while it was read: somebody else decided, or its conversation went on. */
  readonly isGone: boolean;
  readonly isDone: boolean;
  /** It came by itself in the place of one that was decided here. */
  readonly isNext: boolean;
  readonly onDone: () => void;
};

/** One answer that waits: its words, to be changed with the difference in sight; let out, or returned with a note. */
export function HeldDetail({ row, isGone, isDone, isNext, onDone }: Props) {
  const { t } = useTranslation('approvals');
  const { held } = row;
  const { act, isBusy, refusal, clear } = useApprovalAct();
  const [text, setText] = useState(held.text);
  const [note, setNote] = useState('');
  const [isNoteMissing, setIsNoteMissing] = useState(false);
  const noteRef = useRef<HTMLTextAreaElement>(null);
  const [since] = useState(() => performance.now());
  const isOver = isGone || isDone;
  const isChanged = text.trim() !== held.text;
  const came = refusal?.code === 'stale' ? ((refusal.details?.['items'] ?? []) as TimelineItem[]) : [];

  const mayAct = (): boolean => !isOver && !(isNext && performance.now() - since < SETTLES_MS);
  async function approve(seen?: Snapshot): Promise<void> {
    if (!mayAct()) return;
    if (text.trim() === '' && held.text !== '') return;
    const answer = await act('approval:decide', {
      heldId: held.id,
      decision: 'approve',
      ...(isChanged && { text: text.trim() }),
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(seen !== undefined && { seen }),
    });
    settled(answer);
  }
  async function giveBack(): Promise<void> {
    if (!mayAct()) return;
    setIsNoteMissing(note.trim() === '');
    if (note.trim() === '') return noteRef.current?.focus();
    const answer = await act('approval:decide', { heldId: held.id, decision: 'return', note: note.trim() });
    settled(answer);
  }
  /** What somebody else decided says so here too, once it left the list; who was first is said at once. */
  function settled(answer: Answer<unknown> | null): void {
    if (answer?.ok === true) onDone();
    else if (answer !== null && GONE.includes(answer.error.code)) showToast({ title: answer.error.message });
  }
  useShortcut('review-approve', () => void approve());
  useShortcut('review-return', () => void giveBack());
  useShortcut('review-note', () => noteRef.current?.focus());

  return (
    <section aria-label={t('detail')} className="flex h-full min-h-0 flex-col">
      <div className="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto px-5 py-4">
        <HeldFacts row={row} />
        <Field label={t('words')} hint={isChanged && held.format.html !== undefined ? t('plainNow') : undefined}>
          <TextArea rows={9} maxLength={20_000} value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        {isChanged && (
          <div className="grid gap-1">
            <div className="flex items-center justify-between gap-2">
              <span className="font-medium text-ink-2">{t('difference')}</span>
              <Button variant="ghost" onClick={() => setText(held.text)}>
                {t('act.asWritten')}
              </Button>
            </div>
            <TextDifference before={held.text} after={text.trim()} label={t('difference')} />
          </div>
        )}
        <Field label={t('note')} {...(isNoteMissing && { error: t('noteMissing') })}>
          <TextArea
            ref={noteRef}
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
        {came.length > 0 && !isGone && (
          <CameMeanwhile items={came} isBusy={isBusy} onApprove={(seen) => void approve(seen)} onLeave={clear} />
        )}
        {isGone && !isDone && (
          <div role="alert" className="tint-warn grid gap-2 rounded-r border border-warn px-3.5 py-3">
            <p>{t('gone')}</p>
            <Button className="justify-self-end" onClick={onDone}>
              {t('act.goOn')}
            </Button>
          </div>
        )}
        {refusal !== null && came.length === 0 && !isGone && (
          <p role="alert" className="text-bad">
            {refusal.message}
          </p>
        )}
      </div>
      <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-2.5">
        <Button chord={chordOf('review-return')} disabled={isBusy || isOver} onClick={() => void giveBack()}>
          {t('act.return')}
        </Button>
        <Button
          variant="primary"
          chord={chordOf('review-approve')}
          busy={isBusy}
          disabled={isOver}
          onClick={() => void approve()}
        >
          {t(isChanged ? 'act.approveChanged' : 'act.approve')}
        </Button>
      </div>
    </section>
  );
}
