import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { chordId } from '#renderer/ui/chord.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { ConnectionState } from './connection-state.tsx';
import type { ConnectionStatus } from './desk-status.ts';

type TitleBarProps = {
  readonly workspaceName: string;
  readonly isDemo: boolean;
  /** In place of the plain mark: the way to stop the simulated customers. */
  readonly demoControl?: ReactNode;
  readonly connection: ConnectionStatus;
  /** What else is not as it should be, before the connection; nothing while all is well. */
  readonly status?: ReactNode;
  readonly onSearch: () => void;
  readonly panelToggle: ReactNode;
};

/** The top row: where one is, the way to everything, and whether what is on screen is true. */
export function TitleBar({
  workspaceName,
  isDemo,
  demoControl,
  connection,
  status,
  onSearch,
  panelToggle,
}: TitleBarProps) {
  const { t } = useTranslation();
  return (
    <header className="col-span-full grid grid-cols-[1fr_minmax(200px,360px)_1fr] xl:grid-cols-[1fr_420px_1fr] items-center gap-3 border-line border-b px-3.5 text-ink-2">
      <div className="flex min-w-0 items-baseline gap-2.5">
        <b className="text-ink tracking-wide">{t('app')}</b>
        <span className="truncate">{workspaceName}</span>
        {isDemo && (demoControl ?? <Chip>{t('frame.demo')}</Chip>)}
      </div>
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts={chordId(chordOf('palette'))}
        className="flex h-[26px] min-w-0 items-center gap-2 rounded-full border border-field-line bg-raised px-3 text-ink-3 hover:text-ink-2"
      >
        <Search aria-hidden="true" size={14} className="shrink-0" />
        <span className="flex-1 truncate text-left">{t('frame.search')}</span>
        <Kbd chord={chordOf('palette')} />
      </button>
      <div className="flex min-w-0 items-center justify-end gap-2">
        {status}
        <ConnectionState {...connection} />
        {panelToggle}
      </div>
    </header>
  );
}
