import { useTranslation } from '#renderer/i18n/translation.ts';

/** How it works: what can be typed, and the keys. */
export function PaletteFoot() {
  const { t } = useTranslation(['palette', 'common']);
  const keys = [
    ['↑↓', t('palette:move')],
    ['↵', t('palette:open')],
    ['Esc', t('common:close')],
  ] as const;
  return (
    <div className="flex items-center justify-between gap-4 border-line border-t bg-panel px-4 py-1.5 text-ink-3">
      <p className="min-w-0 truncate">{t('palette:hint')}</p>
      <p className="flex shrink-0 gap-3" aria-hidden="true">
        {keys.map(([key, does]) => (
          <span key={key} className="flex items-center gap-1">
            <kbd className="rounded-s border border-line bg-raised px-1.5 font-sans leading-snug">{key}</kbd>
            {does}
          </span>
        ))}
      </p>
    </div>
  );
}
