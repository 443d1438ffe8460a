import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { LibraryReply } from '#shared/domain/saved-reply.ts';

/** The words that colleagues have meanwhile, while a change of them waits. */
export function InUse({ reply }: { readonly reply: LibraryReply }) {
  const { t } = useTranslation('replies');
  const { state, inUse } = reply;
  if (state === 'approved' || inUse === undefined) return null;
  return (
    <details className="rounded-r border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium">{t('inUseNow', { shortcut: inUse.shortcut })}</summary>
      <div className="grid grid-cols-2 gap-4 pt-2 text-ink-2">
        {(['ja', 'en'] as const).map((locale) => (
          <div key={locale} lang={locale} className="min-w-0 whitespace-pre-wrap break-words">
            {(['body', 'chat', 'mail'] as const).map(
              (variant) =>
                inUse[locale]?.[variant] !== undefined && (
                  <p key={variant} className="pb-2">
                    <span className="block text-ink-3">{t(`variant.${variant}`)}</span>
                    <Words>{inUse[locale]?.[variant] ?? ''}</Words>
                  </p>
                ),
            )}
          </div>
        ))}
      </div>
    </details>
  );
}
