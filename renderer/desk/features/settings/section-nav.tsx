import {
  CalendarClock,
  Headset,
  History,
  KeyRound,
  Laptop,
  type LucideIcon,
  Network,
  PlugZap,
  Route,
  ShieldAlert,
  Smile,
  Sparkles,
  SquareCheckBig,
  Store,
  UserCheck,
  Users,
  UsersRound,
  WandSparkles,
} from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { goToSection, type SectionName } from './sections.ts';

const ICONS: Readonly<Record<SectionName, LucideIcon>> = {
  people: Users,
  'sign-on': KeyRound,
  teams: UsersRound,
  skills: Sparkles,
  categories: Network,
  outcomes: SquareCheckBig,
  hours: CalendarClock,
  stores: Store,
  checks: UserCheck,
  channels: PlugZap,
  surveys: Smile,
  care: ShieldAlert,
  help: Headset,
  journey: Route,
  summariser: WandSparkles,
  log: History,
  computer: Laptop,
};

type SectionNavProps = { readonly sections: readonly SectionName[]; readonly shown: SectionName };

/** The sections, on the left. */
export function SectionNav({ sections, shown }: SectionNavProps) {
  const { t } = useTranslation('workspaceSettings');
  return (
    <nav
      aria-label={t('title')}
      className="flex min-h-0 flex-col gap-0.5 overflow-y-auto border-line border-r bg-panel p-2.5"
    >
      <p className="px-2.5 pt-1.5 pb-2 font-semibold text-lg">{t('title')}</p>
      {sections.map((section) => {
        const Icon = ICONS[section];
        const isShown = section === shown;
        return (
          <button
            key={section}
            type="button"
            aria-current={isShown ? 'page' : undefined}
            onClick={() => goToSection(section)}
            className={classNames(
              'flex min-h-9 items-center gap-2.5 rounded-s px-2.5 text-left',
              isShown ? 'bg-raised font-semibold text-ink shadow-raised' : 'text-ink-2 hover:bg-line hover:text-ink',
            )}
          >
            <Icon aria-hidden="true" size={16} className="shrink-0" />
            {t(`sections.${section}`)}
          </button>
        );
      })}
    </nav>
  );
}
