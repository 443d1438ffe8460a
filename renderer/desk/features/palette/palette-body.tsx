import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { KEYBOARD_MAP, type ShortcutId } from '#renderer/ui/keyboard-map.ts';
import { canRunShortcut, useShortcut } from '#renderer/ui/shortcuts.ts';
import { Spinner } from '#renderer/ui/spinner.tsx';
import { commandGroup, type Entry, foundGroups, recentGroup } from './palette-entries.tsx';
import { PaletteFoot } from './palette-foot.tsx';
import { PaletteRow } from './palette-row.tsx';
import { useOpen } from './use-open.ts';
import type { RecentCustomer } from './use-recent-customers.ts';
import { useSearch } from './use-search.ts';

/** Without the palette itself, and without sending: that wants the words in front of one's eyes and a hand in their field. */
const COMMANDS = (Object.keys(KEYBOARD_MAP) as ShortcutId[]).filter((id) => id !== 'palette' && id !== 'send');

const GROUP =
  'pb-1 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-3';

type PaletteBodyProps = {
  readonly openedCustomerId: string | null;
  readonly recent: readonly RecentCustomer[];
  readonly onClose: () => void;
};

/** The field, what it leads to, and how it works. */
export function PaletteBody({ openedCustomerId, recent, onClose }: PaletteBodyProps) {
  const { t } = useTranslation(['palette', 'customer', 'common']);
  const format = useFormatContext();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const open = useOpen(openedCustomerId, onClose);
  const search = useSearch(text);
  useShortcut('palette', onClose, { scope: 'dialog' });

  const says = { t, format };
  const groups = [
    ...(text.trim() === '' ? [recentGroup(recent, says)] : []),
    ...(search.found === null ? [] : foundGroups(search.found, says)),
    commandGroup(COMMANDS.filter(canRunShortcut), text, says),
  ].filter(({ entries }) => entries.length > 0);
  const entries = groups.flatMap((group) => group.entries);
  // What is chosen may go with the next answer; then the first is, so that Enter always has something to open.
  const current = entries.find(({ value }) => value === chosen) ?? entries[0];
  const enter = useEnter(text, search.isSettled, (): void => current && open(current.opening));
  const isNothing = search.isSettled && search.found !== null && entries.length === 0;

  return (
    <Command
      shouldFilter={false}
      loop
      label={t('palette:title')}
      value={current?.value ?? ''}
      onValueChange={setChosen}
      onKeyDownCapture={enter.onKeyDownCapture}
    >
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden="true" size={16} className="shrink-0 text-ink-3" />
        <Command.Input
          value={text}
          onValueChange={(next) => {
            setText(next);
            setChosen('');
          }}
          placeholder={t('palette:placeholder')}
          className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
        />
        {search.isSettled ? null : <Spinner />}
      </div>
      <p role="status" className="sr-only">
        {search.isSettled ? search.found && t('palette:count', { count: entries.length }) : t('palette:searching')}
      </p>
      <Command.List className="max-h-[min(62vh,520px)] min-h-48 overflow-y-auto p-2 pt-1">
        {search.problem !== null && (
          <div role="alert" className="flex items-center gap-3 px-2.5 py-3">
            <span className="min-w-0 flex-1">
              <b className="block font-semibold text-bad">{t('palette:failed')}</b>
              <span className="text-ink-2">{search.problem.message}</span>
            </span>
            <Button onClick={search.problem.retry}>{t('common:retry')}</Button>
          </div>
        )}
        {groups.map((group) => (
          <Command.Group key={group.heading} heading={group.heading} className={GROUP}>
            {group.entries.map((entry) => (
              <PaletteRow key={entry.value} entry={entry} onSelect={({ opening }: Entry) => open(opening)} />
            ))}
          </Command.Group>
        ))}
        {isNothing && (
          <div className="px-2.5 py-3">
            <p className="font-semibold">{t('palette:none', { query: text.trim() })}</p>
            <p className="text-ink-2">{t('palette:noneDetail')}</p>
          </div>
        )}
      </Command.List>
      <PaletteFoot />
    </Command>
  );
}

/**
 * Enter before the answer for this text is here waits for it, so that it never opens what another text had found.
 * While an IME composes, Enter, arrows and Escape are the IME's and go no further.
 */
function useEnter(text: string, isSettled: boolean, onEnter: () => void) {
  const [waiting, setWaiting] = useState<string | null>(null);
  const isDue = waiting === text && isSettled;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per Enter, with the entries of that moment
  useEffect(() => {
    if (!isDue) return;
    setWaiting(null);
    onEnter();
  }, [isDue]);
  return {
    onKeyDownCapture: (event: KeyboardEvent): void => {
      if (isComposing(event)) {
        event.stopPropagation();
        return;
      }
      if (event.key !== 'Enter' || isSettled) return;
      event.preventDefault();
      event.stopPropagation();
      setWaiting(text);
    },
  };
}
