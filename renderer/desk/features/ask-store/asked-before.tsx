import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { StoreQuestion } from '#shared/domain/store.ts';

/** What was asked of stores in this conversation, so that nobody asks twice. */
export function AskedBefore({ questions }: { readonly questions: readonly StoreQuestion[] }) {
  const { t } = useTranslation('askStore');
  const context = useFormatContext();
  if (questions.length === 0) return null;
  return (
    <section aria-label={t('before')} className="flex flex-col gap-2 border-line border-t pt-3">
      <h3 className="font-semibold text-ink-2">{t('before')}</h3>
      <ul className="flex max-h-40 flex-col gap-2 overflow-y-auto">
        {questions.map((question) => (
          <li key={question.id} className="border-channel-store border-l-4 pl-3">
            <p className="break-words">
              {question.text} <time className="figures text-ink-3">{formatDayTime(question.askedAt, context)}</time>
            </p>
            <p className="text-ink-2">
              {question.answer === undefined
                ? t('openAt', { store: question.storeName })
                : t('answered', { store: question.storeName, answer: question.answer })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
