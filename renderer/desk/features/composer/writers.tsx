import { PencilLine } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { TypingSignal } from '#shared/wire/socket.ts';

/** Which colleagues write to the same customer now ([CV3]). It lies on the box's edge, so that nothing moves when one begins. */
export function Writers({ signals }: { readonly signals: readonly TypingSignal[] }) {
  const { t } = useTranslation('composer');
  const names = (mode: 'reply' | 'note'): string[] => [
    ...new Set(signals.flatMap((s) => (s.by === 'agent' && s.mode === mode && s.name !== undefined ? [s.name] : []))),
  ];
  const replying = names('reply');
  const noting = names('note');
  const words = [
    replying.length > 0 && t('writing', { names: replying.join(t('nameJoin')), count: replying.length }),
    noting.length > 0 && t('writingNote', { names: noting.join(t('nameJoin')), count: noting.length }),
  ].filter((part) => part !== false);
  return (
    <div role="status" className="pointer-events-none absolute -top-4.5 right-3 left-3 z-10 flex justify-end">
      {words.length > 0 && (
        <span className="inline-flex max-w-full items-center gap-1.5 rounded-full border border-warn bg-raised px-2.5 py-px font-medium text-warn shadow-raised">
          <PencilLine aria-hidden="true" size={14} className="shrink-0" />
          <span className="truncate">{words.join(' · ')}</span>
        </span>
      )}
    </div>
  );
}
