import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Team } from '#shared/domain/people.ts';
import type { LibraryReply } from '#shared/domain/saved-reply.ts';

type ReplyRowProps = { readonly reply: LibraryReply; readonly teams: readonly Team[]; readonly onOpen: () => void };

/** One saved reply: how it is called, what it says, whose it is, how often it was used, and where it stands. */
export function ReplyRow({ reply, teams, onOpen }: ReplyRowProps) {
  const { t } = useTranslation('replies');
  const locale = useLocale();
  const { shortcut, state, ja, en, inUse, owner, teamId, used } = reply;
  const text = locale === 'ja' ? (ja ?? en) : (en ?? ja);
  const team = teamId === undefined ? t('everybody') : (teams.find(({ id }) => id === teamId)?.name ?? '');
  const languages = [ja && 'JA', en && 'EN'].filter((one) => one !== undefined).join(' · ');
  const isOlderInUse = state !== 'approved' && inUse !== undefined;
  return (
    <li>
      <button
        type="button"
        className="grid w-full grid-cols-[7rem_minmax(0,1fr)_auto] items-baseline gap-3 rounded-s px-2 py-2 text-left hover:bg-line"
        onClick={onOpen}
      >
        <span className="truncate text-ink-2">／{shortcut}</span>
        <span className="min-w-0">
          <span className="block truncate font-medium">
            <Words>{text?.title ?? ''}</Words>
          </span>
          <span className="block truncate text-ink-2">
            <Words>{text?.body ?? ''}</Words>
          </span>
        </span>
        <span className="flex flex-col items-end gap-0.5">
          <span className="flex items-center gap-1.5">
            {isOlderInUse && <Chip tone="ok">{t('olderInUse')}</Chip>}
            <Chip tone={state === 'submitted' ? 'warn' : 'plain'}>{t(`state.${state}`)}</Chip>
          </span>
          <span className="figures text-ink-3">
            {[team, owner?.name, languages, t('used', { count: used })].filter((one) => one !== undefined).join(' · ')}
          </span>
        </span>
      </button>
    </li>
  );
}
