import { useMe } from '#renderer/data/hooks/use-session.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import { CHANNELS } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CustomerPanel } from '#shared/domain/customer.ts';
import { PanelSection } from './panel-section.tsx';

type LastTimeProps = {
  readonly lastTime: NonNullable<CustomerPanel['lastTime']>;
  readonly conversations: readonly Conversation[];
};

/** What the last matter was and how it went, so that nobody asks for it again; it opens that conversation. */
export function LastTime({ lastTime, conversations }: LastTimeProps) {
  const { t } = useTranslation(['customer', 'common']);
  const format = useFormatContext();
  const { tab } = usePlace();
  const conversation = conversations.find(({ id }) => id === lastTime.conversationId);
  const filed = useFiledAs(conversation);
  const channel = CHANNELS.find((known) => known === lastTime.channel);
  const facts = [
    formatShortDate(lastTime.at, format),
    channel && t(`common:channel.${channel}`),
    ...filed,
    lastTime.score && t('customer:rated', { score: lastTime.score }),
  ].filter((fact) => fact !== undefined && fact !== '');
  return (
    <PanelSection title={t('customer:lastTime')}>
      <button
        type="button"
        className="-mx-1.5 rounded-s px-1.5 py-0.5 text-left text-ink-2 hover:bg-raised"
        onClick={() => goTo({ tab, conversationId: lastTime.conversationId })}
      >
        <span className="block text-ink">
          <Words>{lastTime.subject}</Words>
        </span>
        <Words>{facts.join(' · ')}</Words>
      </button>
    </PanelSection>
  );
}

/** How a conversation was filed when it was resolved: its category and its outcome, by name. */
function useFiledAs(conversation: Conversation | undefined): readonly (string | undefined)[] {
  const me = useMe();
  const { locale } = useFormatContext();
  if (me.state !== 'ready' || conversation === undefined) return [];
  const category = me.data.categories.find(({ id }) => id === conversation.categoryId);
  const outcome = me.data.outcomes.find(({ code }) => code === conversation.outcome);
  return [category, outcome].map((row) => row && (locale === 'ja' ? row.nameJa : row.nameEn));
}
