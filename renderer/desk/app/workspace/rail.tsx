import { Inbox, Keyboard, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { pagePath, placePath } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { Chord } from '#renderer/ui/chord.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import type { DeskPage } from '../desk-features.ts';

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
  /** False for who has no conversations to read: an administrator. */
  readonly hasInbox: boolean;
  readonly pages: readonly DeskPage[];
  readonly shownPage: string | null;
  readonly onKeyboardMap: () => void;
  readonly onSettings: () => void;
  /** The agent's own menu, at the foot. */
  readonly me: ReactNode;
};

type RailLinkProps = {
  readonly label: string;
  readonly href: string;
  readonly icon: ReactNode;
  readonly isShown: boolean;
  readonly badge?: number;
};

function RailLink({ label, href, icon, isShown, badge = 0 }: RailLinkProps) {
  return (
    <Tooltip label={label} side="right">
      <Link
        href={href}
        aria-label={badge > 0 ? `${label} ${badge}` : label}
        {...(isShown && { 'aria-current': 'page' })}
        className={classNames(ITEM, 'relative', isShown && 'bg-raised text-ink shadow-raised')}
      >
        {icon}
        {badge > 0 && (
          <span
            aria-hidden="true"
            className="figures absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-accent-ink text-xs"
          >
            {badge}
          </span>
        )}
      </Link>
    </Tooltip>
  );
}

/** A page's entry; a component of its own, for its badge may be a hook. */
function RailPage({ page, isShown }: { readonly page: DeskPage; readonly isShown: boolean }) {
  const { useLabel, useBadge = noBadge } = page;
  const label = useLabel();
  const badge = useBadge();
  return <RailLink label={label} href={pagePath(page.name)} icon={page.icon} isShown={isShown} badge={badge} />;
}

const noBadge = (): number => 0;

/** The narrow column of places. Only what works is on it. */
export function Rail({ hasInbox, pages, shownPage, onKeyboardMap, onSettings, me }: RailProps) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('frame.rail')} className="flex flex-col items-center gap-1.5 border-line border-r py-2.5">
      {hasInbox && (
        <RailLink
          label={t('words.inbox')}
          href={placePath({ tab: 'mine', conversationId: null })}
          icon={<Inbox aria-hidden="true" size={18} />}
          isShown={shownPage === null}
        />
      )}
      {pages.map((page) => (
        <RailPage key={page.name} page={page} isShown={page.name === shownPage} />
      ))}
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
