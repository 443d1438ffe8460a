import { useTranslation } from '#renderer/i18n/translation.ts';
import type { ShiftResult } from '#shared/domain/shift.ts';

/** What became of everything: how much went where, and what went elsewhere than it was told. */
export function ShiftResults({ results }: { readonly results: readonly ShiftResult[] }) {
  const { t } = useTranslation('shift');
  const toQueue = results.filter(({ result, owner }) => result === 'handed_over' && owner.type === 'team').length;
  const toColleagues = results.filter(({ result, owner }) => result === 'handed_over' && owner.type === 'agent').length;
  const kept = results.filter(({ result }) => result === 'kept').length;
  const elsewhere = results.filter(({ instead, result }) => instead !== undefined || result === 'gone');
  return (
    <div role="status" className="flex flex-col gap-2 py-2">
      <p className="font-semibold">{t('done')}</p>
      <ul className="list-disc pl-5">
        <li>{t('doneQueue', { count: toQueue })}</li>
        <li>{t('doneColleagues', { count: toColleagues })}</li>
        {kept > 0 && <li>{t('doneKept', { count: kept })}</li>}
      </ul>
      {elsewhere.length > 0 && (
        <>
          <p className="font-medium text-ink-2">{t('elsewhere')}</p>
          <ul className="list-disc pl-5 text-ink-2">
            {elsewhere.map(({ conversationId, number, owner, instead }) => (
              <li key={conversationId}>
                {t(`instead.${instead ?? 'gone'}`, { number: `#${number}`, owner: owner.name })}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
