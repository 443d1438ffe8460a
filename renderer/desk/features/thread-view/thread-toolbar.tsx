import { Search } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { ChannelFilter } from './channel-filter.tsx';
import { DateJump } from './date-jump.tsx';
import { LookBackButton } from './look-back-button.tsx';
import { useThreadWords } from './thread-context.tsx';
import { ThreadSearch } from './thread-search.tsx';

type Props = {
  readonly customerId: string;
  readonly channels: readonly Channel[];
  readonly onChannels: (channels: readonly Channel[]) => void;
  readonly onDate: (date: string) => void;
};

/** What changes the view of a thread and nothing else. */
export function ThreadToolbar({ customerId, channels, onChannels, onDate }: Props) {
  const t = useThreadWords();
  const [isSearching, setIsSearching] = useState(false);
  useShortcut('search-thread', () => setIsSearching(true));
  return (
    <div role="toolbar" aria-label={t('thread:tools')} className="flex items-center gap-0.5">
      {isSearching ? (
        <ThreadSearch customerId={customerId} onClose={() => setIsSearching(false)} />
      ) : (
        <IconButton
          label={t('thread:search.label')}
          chord={chordOf('search-thread')}
          icon={<Search aria-hidden="true" size={16} />}
          onClick={() => setIsSearching(true)}
        />
      )}
      <DateJump onGo={onDate} />
      <LookBackButton customerId={customerId} />
      <ChannelFilter channels={channels} onChange={onChannels} />
    </div>
  );
}
