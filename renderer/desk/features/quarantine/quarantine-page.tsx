import { ShieldCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import type { QuarantineState } from '#shared/domain/quarantined.ts';
import { QuarantineDetail } from './quarantine-detail.tsx';
import { QuarantineList } from './quarantine-list.tsx';
import { useQuarantine } from './use-quarantine.ts';

const STATES: readonly QuarantineState[] = ['open', 'released', 'discarded'];

/** What could not be taken in, for leads and administrators: look, then take it in or discard it ([CH4]). */
export function QuarantinePage() {
  const { t } = useTranslation(['quarantine', 'common']);
  const [state, setState] = useState<QuarantineState>('open');
  const [chosen, setChosen] = useState<string | null>(null);
  const listRef = useRef<HTMLDivElement>(null);
  const { rows, phase, hasMore, retry, loadMore, drop } = useQuarantine(state);
  const row = rows.find(({ id }) => id === chosen) ?? rows[0];
  /** The next one takes its place, so that a list can be worked through by keyboard. */
  const decided = (id: string): void => {
    const at = rows.findIndex((one) => one.id === id);
    setChosen((rows[at + 1] ?? rows[at - 1])?.id ?? null);
    drop(id);
    requestAnimationFrame(() => listRef.current?.focus());
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-end gap-x-6 gap-y-2 border-line border-b px-6 py-4">
        <div className="min-w-60 flex-1">
          <h1 className="font-semibold text-xl">{t('quarantine:title')}</h1>
          <p className="max-w-[70ch] text-ink-2">{t('quarantine:about')}</p>
        </div>
        <SegmentedControl
          label={t('quarantine:state.label')}
          value={state}
          onChange={setState}
          segments={STATES.map((value) => ({ value, label: t(`quarantine:state.${value}`) }))}
        />
      </header>
      {phase === 'error' && (
        <ErrorState title={t('quarantine:failed')} action={<Button onClick={retry}>{t('common:retry')}</Button>} />
      )}
      {phase === 'loading' && <SkeletonRows rows={6} label={t('common:loading')} />}
      {phase === 'ready' && row === undefined && (
        <EmptyState
          icon={<ShieldCheck size={22} />}
          title={state === 'open' ? t('quarantine:empty') : t('quarantine:emptyDecided')}
          detail={state === 'open' ? t('quarantine:emptyDetail') : undefined}
        />
      )}
      {phase === 'ready' && row !== undefined && (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(240px,340px)_minmax(0,1fr)]">
          <div className="min-h-0 overflow-y-auto border-line border-r bg-panel">
            <QuarantineList listRef={listRef} rows={rows} chosen={row.id} onChoose={setChosen} />
            {hasMore && (
              <p className="p-3">
                <Button onClick={loadMore}>{t('quarantine:more')}</Button>
              </p>
            )}
          </div>
          <QuarantineDetail key={row.id} row={row} onDecided={decided} />
        </div>
      )}
    </div>
  );
}
