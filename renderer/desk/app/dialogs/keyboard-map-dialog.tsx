import { useRef } from 'react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { KEYBOARD_MAP, type ShortcutEntry, type ShortcutGroup } from '#renderer/ui/keyboard-map.ts';

const GROUPS: readonly ShortcutGroup[] = ['everywhere', 'inbox', 'conversation', 'handoff', 'call', 'review'];

function Group({ group }: { readonly group: ShortcutGroup }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const entries: readonly ShortcutEntry[] = Object.values(KEYBOARD_MAP);
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1 font-semibold text-ink-3">{t(`keyboard.${group}`)}</h3>
      <dl>
        {entries
          .filter((entry) => entry.group === group)
          .map(({ label, chord }) => (
            <div key={label.en} className="flex items-center justify-between gap-4 border-line border-t py-1.5">
              <dt>{label[locale]}</dt>
              <dd>
                <Kbd chord={chord} spoken />
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

/** All shortcuts of the desk, on one page. */
export function KeyboardMapDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const listRef = useRef<HTMLElement>(null);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('keyboard.title')}
      description={t('keyboard.hint')}
      closeLabel={t('close')}
      initialFocus={listRef}
      width="l"
    >
      <section
        ref={listRef}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: longer than a small window, it has to scroll by keyboard
        tabIndex={0}
        aria-label={t('keyboard.title')}
        className="columns-2 gap-8 pt-2 outline-none"
      >
        {GROUPS.map((group) => (
          <Group key={group} group={group} />
        ))}
      </section>
    </Dialog>
  );
}
