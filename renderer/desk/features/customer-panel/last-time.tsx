import { formatDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { CustomerPanel } from '#shared/domain/customer.ts';
import { PanelSection } from './panel-section.tsx';

/** What the last matter was and how it went, so that nobody asks for it again. */
export function LastTime({ lastTime }: { readonly lastTime: NonNullable<CustomerPanel['lastTime']> }) {
  const { t } = useTranslation(['customer', 'common']);
  const format = useFormatContext();
  const channel = t(`common:channel.${lastTime.channel as 'chat'}`);
  return (
    <PanelSection title={t('customer:lastTime')}>
      <p className="text-ink-2">
        {`${formatDate(lastTime.at, format)} · ${channel} · `}
        <Words>{lastTime.subject}</Words>
        {lastTime.score !== undefined && ` · ${t('customer:rated', { score: lastTime.score })}`}
      </p>
    </PanelSection>
  );
}
