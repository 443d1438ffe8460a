import { useTranslation } from '#renderer/i18n/translation.ts';

/** Over a note: striped, so that it can not be taken for a reply, whatever the colours. */
export function NoteBanner() {
  const { t } = useTranslation('composer');
  return (
    <p className="flex items-center gap-2 rounded-t-[10px] border-note-line border-b border-dashed px-3.5 py-1 font-semibold">
      <span
        aria-hidden="true"
        className="h-3.5 w-8 rounded-s"
        style={{
          backgroundImage: 'repeating-linear-gradient(-45deg, var(--note-line) 0 3px, transparent 3px 7px)',
        }}
      />
      {t('noteBanner')}
    </p>
  );
}
