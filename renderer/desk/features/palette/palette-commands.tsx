import { Command } from 'cmdk';
import { CornerDownLeft } from 'lucide-react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { KEYBOARD_MAP, type ShortcutId } from '#renderer/ui/keyboard-map.ts';
import { canRunShortcut, runShortcut } from '#renderer/ui/shortcuts.ts';
import { PaletteRow } from './palette-row.tsx';

type PaletteCommandsProps = { readonly text: string; readonly onDone: () => void };

/** What can be done here now, by name; each shows its chord, so that next time it is quicker without. */
export function PaletteCommands({ text, onDone }: PaletteCommandsProps) {
  const { t } = useTranslation('palette');
  const locale = useLocale();
  const wanted = text.normalize('NFKC').toLowerCase();
  const ids = (Object.keys(KEYBOARD_MAP) as ShortcutId[]).filter((id) => id !== 'palette' && canRunShortcut(id));
  const shown = ids.filter((id) =>
    Object.values(KEYBOARD_MAP[id].label).some((label) => label.toLowerCase().includes(wanted)),
  );
  if (shown.length === 0) return null;
  return (
    <Command.Group heading={t('commands')} className="palette-group">
      {shown.map((id) => (
        <PaletteRow
          key={id}
          value={`command ${id}`}
          icon={<CornerDownLeft aria-hidden="true" size={15} />}
          title={KEYBOARD_MAP[id].label[locale]}
          aside={<Kbd chord={KEYBOARD_MAP[id].chord} />}
          onSelect={() => {
            onDone();
            // After the palette has given the focus back, as if the chord had been pressed there.
            requestAnimationFrame(() => runShortcut(id));
          }}
        />
      ))}
    </Command.Group>
  );
}
