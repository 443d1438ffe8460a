import { PhoneCall } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { ATTEMPT_OUTCOMES, type AttemptOutcome, type Callback } from '#shared/domain/callback.ts';
import { CallbackDetail } from './callback-detail.tsx';
import { CallbackList } from './callback-list.tsx';
import { useCallbackActs } from './use-callback-acts.ts';
import { type Show, useCallbacks } from './use-callbacks.ts';

const SHOWS: readonly Show[] = ['open', 'mine', 'closed'];

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** The calls to make: due first, dialled from here, each try recorded by one key. */
export function CallbacksPage() {
  const { t } = useTranslation(['callbacks', 'common']);
  const { agent } = useSession();
  const [show, setShow] = useState<Show>('open');
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const listRef = useRef<HTMLDivElement>(null);
  const { rows, counts, phase, again, learn } = useCallbacks(show);
  const acts = useCallbackActs({ learn, again });
  const row = rows.find(({ id }) => id === chosen) ?? rows[0];
  const choose = (id: string): void => {
    setChosen(id);
    setNote('');
  };
  /** What is settled makes room for the next one, so that the list can be worked through by keyboard. */
  const tried = async (one: Callback, outcome: AttemptOutcome): Promise<void> => {
    const at = rows.findIndex(({ id }) => id === one.id);
    const next = (rows[at + 1] ?? rows[at - 1])?.id ?? null;
    if (!(await acts.attempt(one, outcome, note))) return;
    setNote('');
    if (outcome !== 'reached' && outcome !== 'wrong_number') return;
    setChosen(next);
    requestAnimationFrame(() => listRef.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const outcome = ATTEMPT_OUTCOMES[Number(event.key) - 1];
    if (outcome === undefined || row === undefined || row.state === 'closed' || acts.busy !== null) return;
    event.preventDefault();
    void tried(row, outcome);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the digits work wherever the focus is on the page
    <div className="flex h-full min-h-0 flex-col" onKeyDown={onKeyDown}>
      <header className="flex flex-wrap items-end gap-x-6 gap-y-2 border-line border-b px-6 py-4">
        <div className="min-w-60 flex-1">
          <h1 className="font-semibold text-xl">{t('callbacks:title')}</h1>
          <p className="max-w-[70ch] text-ink-2">{t('callbacks:about')}</p>
        </div>
        <SegmentedControl
          label={t('callbacks:show.label')}
          value={show}
          onChange={setShow}
          segments={SHOWS.map((value) => ({ value, label: labelOf(t(`callbacks:show.${value}`), value, counts) }))}
        />
      </header>
      {phase === 'error' && (
        <ErrorState title={t('callbacks:failed')} action={<Button onClick={again}>{t('common:retry')}</Button>} />
      )}
      {phase === 'loading' && <SkeletonRows rows={6} label={t('common:loading')} />}
      {phase === 'ready' && row === undefined && (
        <EmptyState
          icon={<PhoneCall size={22} />}
          title={t(`callbacks:empty.${show}`)}
          detail={show === 'open' ? t('callbacks:emptyDetail') : undefined}
        />
      )}
      {phase === 'ready' && row !== undefined && (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(260px,380px)_minmax(0,1fr)]">
          <div className="min-h-0 overflow-y-auto border-line border-r bg-panel">
            <CallbackList listRef={listRef} rows={rows} chosen={row.id} onChoose={choose} />
          </div>
          <CallbackDetail
            key={row.id}
            row={row}
            isMine={row.owner !== undefined && row.owner.id === agent?.id}
            acts={acts}
            note={note}
            onNote={setNote}
            onOutcome={(outcome) => void tried(row, outcome)}
          />
        </div>
      )}
    </div>
  );
}

function labelOf(label: string, show: Show, counts: { open: number; mine: number } | null): string {
  if (counts === null || show === 'closed') return label;
  return `${label} ${counts[show]}`;
}
