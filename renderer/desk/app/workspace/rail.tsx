import { Inbox, Keyboard, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { placePath } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Chord } from '#renderer/ui/chord.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';

const ITEM = 'grid size-[38px] place-items-center rounded-r text-ink-2 hover:bg-raised hover:text-ink';

type RailButtonProps = {
  readonly label: string;
  readonly icon: ReactNode;
  readonly chord: Chord;
  readonly onClick: () => void;
};

function RailButton({ label, icon, chord, onClick }: RailButtonProps) {
  return (
    <Tooltip label={label} chord={chord} side="right">
      <button type="button" aria-label={label} onClick={onClick} className={ITEM}>
        {icon}
      </button>
    </Tooltip>
  );
}

type RailProps = {
  readonly onKeyboardMap: () => void;
  readonly onSettings: () => void;
  /** The agent's own menu, at the foot. */
  readonly me: ReactNode;
};

/** The narrow column of places. Only what works is on it. */
export function Rail({ onKeyboardMap, onSettings, me }: RailProps) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('frame.rail')} className="flex flex-col items-center gap-1.5 border-line border-r py-2.5">
      <Tooltip label={t('words.inbox')} side="right">
        <Link
          href={placePath({ tab: 'mine', conversationId: null })}
          aria-label={t('words.inbox')}
          aria-current="page"
          className={classNames(ITEM, 'bg-raised text-ink shadow-raised')}
        >
          <Inbox aria-hidden="true" size={18} />
        </Link>
      </Tooltip>
      <span className="flex-1" />
      <RailButton
        label={t('frame.keyboardMap')}
        icon={<Keyboard aria-hidden="true" size={18} />}
        chord={chordOf('keyboard-map')}
        onClick={onKeyboardMap}
      />
      <RailButton
        label={t('frame.settings')}
        icon={<Settings aria-hidden="true" size={18} />}
        chord={chordOf('settings')}
        onClick={onSettings}
      />
      <div className="mt-1.5">{me}</div>
    </nav>
  );
}
