import { Command } from 'cmdk';
import type { Entry } from './palette-entries.tsx';

type PaletteRowProps = { readonly entry: Entry; readonly onSelect: (entry: Entry) => void };

/** One thing that was found or can be done. */
export function PaletteRow({ entry, onSelect }: PaletteRowProps) {
  const { value, icon, title, detail, aside } = entry;
  return (
    <Command.Item
      value={value}
      onSelect={() => onSelect(entry)}
      className="flex min-h-8 cursor-default items-center gap-2.5 rounded-s px-2.5 py-1 data-[selected=true]:tint-accent data-[selected=true]:ring-1 data-[selected=true]:ring-line-strong"
    >
      <span className="grid size-5 shrink-0 place-items-center text-ink-3">{icon}</span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{title}</span>
        {detail !== undefined && <span className="block truncate text-ink-2">{detail}</span>}
      </span>
      {aside !== undefined && <span className="figures shrink-0 text-ink-3">{aside}</span>}
    </Command.Item>
  );
}
