import { ListFilter } from 'lucide-react';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { Menu, MenuItem, MenuSeparator, MenuSwitch } from '#renderer/ui/menu.tsx';
import { CHANNELS, type Channel } from '#shared/domain/channels.ts';
import { useThreadWords } from './thread-context.tsx';

type Props = { readonly channels: readonly Channel[]; readonly onChange: (channels: readonly Channel[]) => void };

/** Which channels the thread shows; none chosen is all. */
export function ChannelFilter({ channels, onChange }: Props) {
  const t = useThreadWords();
  const isOn = channels.length > 0;
  const trigger = (
    <button
      type="button"
      aria-label={t('thread:filter.label')}
      className={`inline-flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-s px-1.5 hover:bg-line hover:text-ink ${isOn ? 'bg-line text-ink' : 'text-ink-2'}`}
    >
      <ListFilter aria-hidden="true" size={16} />
      {channels.map((channel) => (
        <span key={channel} className={`${dyeClass(channel)} text-dye`}>
          <ChannelIcon sign={channel} />
        </span>
      ))}
    </button>
  );
  return (
    <Menu trigger={trigger} align="end">
      <MenuItem onSelect={() => onChange([])} disabled={!isOn}>
        {t('thread:filter.all')}
      </MenuItem>
      <MenuSeparator />
      {CHANNELS.map((channel) => (
        <MenuSwitch
          key={channel}
          isOn={channels.includes(channel)}
          onChange={(on) => onChange(on ? [...channels, channel] : channels.filter((one) => one !== channel))}
        >
          <span className="flex items-center gap-2">
            <span className={`${dyeClass(channel)} text-dye`}>
              <ChannelIcon sign={channel} />
            </span>
            {t(`common:channel.${channel}`)}
          </span>
        </MenuSwitch>
      ))}
    </Menu>
  );
}
