import { openDialog } from '#renderer/desk/app/open-dialog.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import type { CheckState } from '#shared/domain/identity-check.ts';
import { useChecks } from './use-checks.ts';

/** For what this customer is checked in the open conversation: which facts, by whom, when, until when. */
export function CheckSection({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation('checks');
  const checks = useChecks(conversationId);
  const made = checks.state === 'ready' ? checks.data.purposes.filter((one) => one.last !== undefined) : [];
  return (
    <section aria-label={t('title')} className="flex flex-col gap-1.5 pt-3.5">
      <h3 className="font-semibold text-ink-3">{t('title')}</h3>
      {made.map((one) => (
        <Made key={one.purpose} check={one} />
      ))}
      {checks.state === 'error' && <p className="text-ink-3">{t('failedToLoad')}</p>}
      <div>
        <Button chord={chordOf('identity-check')} onClick={() => openDialog('identity-check', { conversationId })}>
          {t('open')}
        </Button>
      </div>
    </section>
  );
}

function Made({ check: { purpose, standing, last, needed, facts } }: { readonly check: CheckState }) {
  const { t } = useTranslation('checks');
  const format = useFormatContext(30_000);
  if (last === undefined) return null;
  const names = facts
    .filter((fact) => last.facts.includes(fact.code))
    .map((fact) => (format.locale === 'ja' ? fact.nameJa : fact.nameEn));
  const time = formatDayTime(last.expiresAt, format);
  const count = t('count', { done: last.facts.length, needed: last.needed ?? needed });
  return (
    <div>
      <p className="flex items-baseline justify-between gap-2">
        <span>{t(`purpose.${purpose}`)}</span>
        <span className={standing === 'enough' ? 'figures text-ok' : 'figures text-ink-2'}>
          {standing === 'enough' ? count : t(`standing.${standing}`, { time })}
        </span>
      </p>
      <p className="text-ink-2">
        {[names.join(' · '), t('by', { name: last.by, time: formatDayTime(last.at, format) })]
          .filter((w) => w !== '')
          .join(' — ')}
      </p>
    </div>
  );
}
