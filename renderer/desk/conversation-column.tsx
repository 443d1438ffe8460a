import { useEffect } from 'react';
import { useConversation, useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { showName } from '#renderer/i18n/names.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorState } from '#renderer/ui/error-state.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { OpenedThread } from './app/desk-features.ts';
import { PopOutButton } from './app/pop-out-button.tsx';
import { HeldStrips } from './features/approvals/index.ts';
import { BotFrontPanel } from './features/bot-front/index.ts';
import { CatchUp } from './features/catch-up/index.ts';
import { Composer, CustomerNote } from './features/composer/index.ts';
import { ConversationFrame, ConversationLoading } from './features/conversation-frame/index.ts';
import { BriefPanel, ConversationHeader, CustomerHeader, OfferBanner } from './features/conversation-top/index.ts';
import { EscalationStrips } from './features/escalations/index.ts';
import { TalkPanel } from './features/handoff-talk/index.ts';
import { CheckChip } from './features/identity-check/index.ts';
import { LiveHelp, WatchedChip } from './features/live-help/index.ts';
import { MatterChips } from './features/matters/index.ts';
import { ReplyStockNotice } from './features/order-acts/index.ts';
import { PromiseChip, PromiseProposal } from './features/promises/index.ts';
import { LeftDrafts } from './features/shift/index.ts';
import { ThreadView } from './features/thread-view/index.ts';
import { goTo, usePlace } from './routes.ts';

/** The middle of the desk: a conversation on its customer's thread, or the thread alone. */
export function ConversationColumn(opened: OpenedThread) {
  return 'conversationId' in opened ? (
    <OfConversation key={opened.conversationId} conversationId={opened.conversationId} />
  ) : (
    <OfCustomer key={opened.customerId} customerId={opened.customerId} />
  );
}

function OfConversation({ conversationId }: { readonly conversationId: string }) {
  const conversation = useConversation(conversationId);
  if (conversation.state === 'loading') return <ConversationLoading />;
  if (conversation.state === 'error') return <Failed detail={conversation.error.message} retry={conversation.retry} />;
  return <KnownConversation conversation={conversation.data} />;
}

function KnownConversation({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id, customerId } = conversation;
  const panel = useCustomerPanel(customerId);
  const customer = panel.state === 'ready' ? panel.data.customer : null;
  const name = customer === null ? '' : showName(customer, locale).name;
  return (
    <ConversationFrame
      header={
        <ConversationHeader
          conversation={conversation}
          customer={customer}
          tools={<PopOutButton conversationId={id} />}
          chips={
            <>
              <WatchedChip conversation={conversation} />
              <CheckChip conversationId={id} />
              <PromiseChip conversation={conversation} />
              <MatterChips conversation={conversation} />
            </>
          }
        />
      }
      notices={
        <>
          <EscalationStrips conversation={conversation} />
          <OfferBanner conversation={conversation} customerName={name === '' ? t('words.customer') : name} />
          <CatchUp key={customerId} customerId={customerId} />
          <BotFrontPanel conversation={conversation} />
          <BriefPanel conversation={conversation} />
        </>
      }
      thread={<ThreadView customerId={customerId} conversationId={id} />}
      beside={<TalkPanel conversation={conversation} />}
      composer={
        <>
          <LeftDrafts conversation={conversation} />
          <LiveHelp conversation={conversation} />
          <HeldStrips conversation={conversation} />
          <Composer
            key={id}
            conversationId={id}
            replyNotice={(text) => <ReplyStockNotice conversationId={id} text={text} />}
            onEdge={(text) => <PromiseProposal conversation={conversation} text={text} />}
          />
        </>
      }
    />
  );
}

function OfCustomer({ customerId }: { readonly customerId: string }) {
  const panel = useCustomerPanel(customerId);
  if (panel.state === 'loading') return <ConversationLoading />;
  if (panel.state === 'error') return <Failed detail={panel.error.message} retry={panel.retry} />;
  const { customer, conversations } = panel.data;
  const open = conversations.find(({ status }) => status !== 'resolved');
  if (open !== undefined) return <ToConversation conversationId={open.id} />;
  return (
    <ConversationFrame
      header={<CustomerHeader customer={customer} />}
      thread={<ThreadView customerId={customerId} />}
      composer={<CustomerNote customerId={customerId} />}
    />
  );
}

/** Goes to the conversation itself, so that the list, the chords and Back know which one it is. */
function ToConversation({ conversationId }: { readonly conversationId: string }) {
  const { tab } = usePlace();
  useEffect(() => goTo({ tab, conversationId }, { replace: true }), [tab, conversationId]);
  return <ConversationLoading />;
}

function Failed({ detail, retry }: { readonly detail: string; readonly retry: () => void }) {
  const { t } = useTranslation(['thread', 'common']);
  return (
    <ErrorState
      title={t('thread:top.failed')}
      detail={detail}
      action={<Button onClick={retry}>{t('common:retry')}</Button>}
    />
  );
}
