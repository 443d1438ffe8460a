import { useMe } from '#renderer/data/hooks/use-session.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { formatShortDate } from '#renderer/i18n/format.ts';
import { useFormatContext, useLocale } from '#renderer/i18n/format-context.tsx';
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
  const { category, outcome } = useFiledAs(conversations.find(({ id }) => id === lastTime.conversationId));
  const channel = CHANNELS.find((known) => known === lastTime.channel);
  // Without a subject the hub gives the number, which says less than what it was filed under.
  const isBareNumber = /^#\d+$/.test(lastTime.subject) && category !== undefined;
  const facts = [
    isBareNumber && lastTime.subject,
    formatShortDate(lastTime.at, format),
    channel && t(`common:channel.${channel}`),
    !isBareNumber && category,
    outcome,
    lastTime.score && t('customer:rated', { score: lastTime.score }),
  ].filter(Boolean);
  return (
    <PanelSection title={t('customer:lastTime')}>
      <button
        type="button"
        className="-mx-1.5 rounded-s px-1.5 py-0.5 text-left text-ink-2 hover:bg-raised"
        onClick={() => goTo({ tab, conversationId: lastTime.conversationId })}
      >
        <span className="block text-ink">
          <Words>{isBareNumber ? category : lastTime.subject}</Words>
        </span>
        <Words>{facts.join(' · ')}</Words>
      </button>
    </PanelSection>
  );
}

/** How a conversation was filed when it was resolved: its category from the large one down, and its outcome. */
function useFiledAs(conversation: Conversation | undefined): { category?: string; outcome?: string } {
  const me = useMe();
  const locale = useLocale();
  if (me.state !== 'ready' || conversation === undefined) return {};
  const named = (row: { nameJa: string; nameEn: string }): string => (locale === 'ja' ? row.nameJa : row.nameEn);
  const { categories, outcomes } = me.data;
  const way: string[] = [];
  for (let id = conversation.categoryId; id !== undefined && way.length < 3; ) {
    const category = categories.find((one) => one.id === id);
    if (category !== undefined) way.unshift(named(category));
    id = category?.parentId;
  }
  const outcome = outcomes.find(({ code }) => code === conversation.outcome);
  return {
    ...(way.length > 0 && { category: way.join(' › ') }),
    ...(outcome !== undefined && { outcome: named(outcome) }),
  };
}
