import { openDialog } from '#renderer/desk/app/open-dialog.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { leadingCheck, useChecks } from './use-checks.ts';

/** How far it is proven who this is, in the header; pressed, the check opens. */
export function CheckChip({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation('checks');
  const checks = useChecks(conversationId);
  if (checks.state !== 'ready') return null;
  const leading = leadingCheck(checks.data.purposes);
  const isEnough = leading?.standing === 'enough';
  const words =
    leading === null || !isEnough
      ? t('chipNone')
      : t('chip', { done: leading.last?.facts.length ?? 0, needed: leading.last?.needed ?? leading.needed });
  return (
    <button
      type="button"
      onClick={() => openDialog('identity-check', { conversationId })}
      className={classNames(
        'figures min-h-6 whitespace-nowrap rounded-full border border-line bg-raised px-2.5 hover:border-field-line',
        isEnough ? 'text-ok' : 'text-ink-2',
      )}
    >
      {words}
    </button>
  );
}
