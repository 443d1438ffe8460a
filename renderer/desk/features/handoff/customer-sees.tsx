import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import { channelFacts } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { Receiver } from './receivers.ts';

type CustomerSeesProps = {
  readonly conversation: Conversation;
  readonly receiver: Receiver | undefined;
  readonly customerLocale: Locale | undefined;
};

/** What reaches the customer by this handoff, in their language: the name of who answers, where the channel shows one. */
export function CustomerSees({ conversation, receiver, customerLocale }: CustomerSeesProps) {
  const { t, i18n } = useTranslation('handoff');
  const locale = useLocale();
  const theirs = i18n.getFixedT(customerLocale ?? locale, 'handoff');
  const { live: isLive, showsAgent } = channelFacts(conversation.channel);
  if (!showsAgent) {
    const name = receiver?.type === 'agent' ? receiver.agent.publicName : t('whoeverAccepts');
    return (
      <p className="rounded-r border border-line border-dashed px-3 py-2 text-ink-2">
        {t('notifiesNothing', { name })}
      </p>
    );
  }
  const name = receiver?.type === 'agent' ? receiver.agent.publicName : '…';
  return (
    <p className="rounded-r border border-line border-dashed px-3 py-2 text-ink-2">
      {isLive ? t('customerSees') : t('customerSeesAtOnce')}{' '}
      <span className="text-ink">
        <Words>{theirs('inChat', { agent: name })}</Words>
      </span>
      <span className="block">{t('keptOwner')}</span>
    </p>
  );
}
