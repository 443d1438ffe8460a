import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { askIdentity } from '#renderer/desk/app/identity-questions.ts';
import { goTo } from '#renderer/desk/routes.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { QualityRow, QualityView } from '#shared/domain/identity.ts';
import { reasonText } from './reason-text.ts';
import type { Quality } from './use-quality.ts';

type QualityListProps = { readonly view: QualityView; readonly quality: Quality };

/**
 * The rows, one after another by keyboard: up and down, Enter opens, and for two who may be one: J joins after a preview,
 * H same household, N not the same. An answered row leaves and the next one is there.
 */
export function QualityList({ view, quality }: QualityListProps) {
  const { t } = useTranslation(['quality', 'identity', 'customer', 'common']);
  const send = useSendCommand();
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const { rows, drop } = quality;
  const chosen = Math.min(at, rows.length - 1);

  useEffect(() => {
    const row = list.current?.children[chosen];
    if (list.current?.contains(document.activeElement)) row?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  async function decide(row: QualityRow, decision: 'household' | 'not_same'): Promise<void> {
    if (row.otherId === undefined) return;
    const answer = await send('identity:decide', { customerId: row.customerId, otherId: row.otherId, decision });
    if (answer.ok) drop(row.id);
    else showToast({ title: answer.error.message, tone: 'bad' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[chosen];
    if (isComposing(event) || row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (act === undefined) return;
    event.preventDefault();
    if (act === 'down' || act === 'up')
      setAt(Math.max(0, Math.min(rows.length - 1, chosen + (act === 'down' ? 1 : -1))));
    else if (act === 'open') open(row, () => drop(row.id));
    else if (act === 'join') join(row, () => drop(row.id));
    else void decide(row, act);
  }

  return (
    <>
      {view === 'duplicates' && <p className="px-(--pad-x) pb-2 text-ink-3">{t('quality:keys')}</p>}
      <div
        ref={list}
        role="listbox"
        aria-label={t(`quality:view.${view}`)}
        aria-activedescendant={rows[chosen] === undefined ? undefined : `quality-${rows[chosen].id}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="mx-(--pad-x) mb-3 overflow-hidden rounded-r border border-line bg-raised -outline-offset-2"
      >
        {rows.map((row, index) => (
          <Row
            key={row.id}
            row={row}
            isChosen={index === chosen}
            onChoose={() => setAt(index)}
            onOpen={() => open(row, () => drop(row.id))}
          />
        ))}
      </div>
    </>
  );
}

const KEYS: Readonly<Record<string, 'down' | 'up' | 'open' | 'join' | 'household' | 'not_same'>> = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  Enter: 'open',
  j: 'join',
  h: 'household',
  n: 'not_same',
};

/** Two who may be one are looked at side by side; a single point on its customer's thread. */
function open(row: QualityRow, onDone: () => void): void {
  if (row.otherId === undefined) goTo({ tab: 'all', conversationId: null, customerId: row.customerId });
  else join(row, onDone);
}

function join(row: QualityRow, onDone: () => void): void {
  if (row.otherId === undefined) return;
  askIdentity({ what: 'merge', customerId: row.customerId, otherId: row.otherId, onDone });
}

type RowProps = {
  readonly row: QualityRow;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
};

function Row({ row, isChosen, onChoose, onOpen }: RowProps) {
  const { t } = useTranslation(['quality', 'identity', 'customer', 'common']);
  const format = useFormatContext();
  const nameOf = (name: string) => (name === '' ? t('common:words.nameUnknown') : name);
  const about = row.point === undefined ? '' : `${t(`customer:pointKind.${row.point.kind}`)} ${row.point.value}`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and hears its keys
    <div
      id={`quality-${row.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      onClick={onChoose}
      onDoubleClick={onOpen}
      className={classNames(
        'grid cursor-default grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_auto_auto] items-center gap-3 border-line border-b px-3 py-2 last:border-0',
        isChosen && 'tint-accent',
      )}
    >
      <span className="truncate">
        <b className="font-semibold">
          <Words>{nameOf(row.name)}</Words>
        </b>
        {row.otherName !== undefined && (
          <>
            <span className="text-ink-3"> · </span>
            <b className="font-semibold">
              <Words>{nameOf(row.otherName)}</Words>
            </b>
          </>
        )}
        {about !== '' && <span className="figures text-ink-2"> · {about}</span>}
      </span>
      <span className="truncate text-ink-2">{row.reasons.map((reason) => reasonText(reason, t)).join(' · ')}</span>
      <span className="figures text-ink-3">{row.score === undefined ? '' : `${row.score}%`}</span>
      <span className="figures text-ink-3">{formatShortDate(row.at, format)}</span>
    </div>
  );
}
