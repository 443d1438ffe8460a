import { useMemo, useRef } from 'react';
import { useConversation, useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import { useMe, usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { useTyping, useTypingReporter } from '#renderer/data/hooks/use-typing.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { ResizeHandle } from '#renderer/ui/resize-handle.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { AttachmentTray } from './attachment-tray.tsx';
import { ComposerField } from './composer-field.tsx';
import { ComposerFooter } from './composer-footer.tsx';
import type { Mode } from './composer-store.ts';
import { insertText } from './insert-text.ts';
import { NoteBanner } from './note-banner.tsx';
import { PromisePopover } from './promise-popover.tsx';
import { RefusalPanel } from './refusal-panel.tsx';
import { allowedNow, standingOf } from './standing.ts';
import { StandingNotice } from './standing-notice.tsx';
import { useAttachments } from './use-attachments.ts';
import { mostHeight } from './use-auto-grow.ts';
import { useComposer } from './use-composer.ts';
import { useComposerHeight } from './use-composer-height.ts';
import { useDropZone } from './use-drop-zone.ts';
import { useSend } from './use-send.ts';
import { Writers } from './writers.tsx';

/** Behind the last character of any text. */
const END = 1e9;

type ComposerProps = { readonly conversationId: string };

/** Where an agent answers a customer or writes a note. Shows nothing until the conversation is known. */
export function Composer({ conversationId }: ComposerProps) {
  const conversation = useConversation(conversationId);
  return conversation.state === 'ready' ? <OpenComposer conversation={conversation.data} /> : <ClosedComposer />;
}

/** Keeps the place, so that the thread does not jump when the conversation is there. */
function ClosedComposer() {
  return <div aria-hidden="true" className="mx-5.5 mb-4.5 h-32 rounded-xl border border-line bg-raised" />;
}

/** Names and languages that saved replies are filled with. */
function useReplyFacts(customerId: string) {
  const me = useMe();
  const panel = useCustomerPanel(customerId);
  const { byId } = usePeople();
  const { agent } = useSession();
  const customer = panel.state === 'ready' ? panel.data.customer : null;
  const agentName = byId(agent?.id ?? '')?.publicName ?? (me.state === 'ready' ? me.data.agent.publicName : undefined);
  const company = me.state === 'ready' ? me.data.workspace.name : undefined;
  const workspaceLocale = me.state === 'ready' ? me.data.workspace.locale : 'ja';
  const name = customer?.name;
  const facts = useMemo(() => ({ customer: name, agent: agentName, company }), [name, agentName, company]);
  return { facts, customerName: name, customerLocale: customer?.locale ?? workspaceLocale };
}

function OpenComposer({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('composer');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const { id: conversationId, customerId, channel } = conversation;
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const rootRef = useRef<HTMLElement>(null);
  const composer = useComposer(conversationId);
  const { mode, draft, change, refusal, isSending } = composer;
  const files = useAttachments(composer);
  const { agent } = useSession();
  const { facts, customerName, customerLocale } = useReplyFacts(customerId);
  const typing = useTyping(customerId);
  const reportTyping = useTypingReporter(conversationId);
  const [height, setHeight] = useComposerHeight();
  const standing = standingOf(conversation, agent?.id ?? null);
  const { isNote, canWrite, canSend, unfilled } = allowedNow({ mode, standing, draft, isSending });
  const dropZone = useDropZone(canWrite, files.add);

  function setMode(next: Mode): void {
    reportTyping(mode, false);
    composer.setMode(next);
    fieldRef.current?.focus();
  }

  const { send, insist, edit, discard } = useSend({ composer, conversation, fieldRef, canSend, unfilled });
  useShortcut('send', (event) => {
    if (event.target instanceof Node && rootRef.current?.contains(event.target)) send();
  });
  useShortcut('note-mode', () => setMode(isNote ? 'reply' : 'note'));
  useShortcut('focus-composer', () => fieldRef.current?.focus());

  const channelName = common(`channel.${channel}`);
  // Within a sentence a channel is a common noun, unless it is a name such as LINE.
  const channelWord = /^[A-Z][a-z ]+$/.test(channelName) ? channelName.toLowerCase() : channelName;
  const replyWords = t('replyIn', { channel: channelWord });
  const replyHint = canWrite ? `${replyWords} — ${t('hint')}` : '';
  const placeholder = isNote ? t('notePlaceholder') : replyHint;
  const typingCustomer = typing.some((signal) => signal.by === 'customer')
    ? (customerName ?? common('words.customer'))
    : undefined;
  return (
    <section ref={rootRef} aria-label={t('label')} className="@container relative mx-5.5 mb-4.5" {...dropZone.handlers}>
      {refusal !== null && (
        <RefusalPanel
          refusal={refusal}
          onInsist={insist}
          onEdit={edit}
          onDiscard={discard}
          onDismiss={composer.dismissRefusal}
        />
      )}
      <ResizeHandle
        label={t('resize')}
        orientation="horizontal"
        direction={-1}
        value={height}
        min={64}
        max={fieldRef.current === null ? 440 : Math.max(64, mostHeight(fieldRef.current))}
        onChange={setHeight}
      />
      <div
        className={classNames(
          'relative rounded-[12px] border shadow-raised transition-colors',
          isNote ? 'border-2 border-note-line border-dashed bg-note-ground' : 'border-line-strong bg-raised',
          !isNote && canWrite && classNames(dyeClass(channel), 'focus-within:border-dye'),
          dropZone.isOver && 'outline outline-2 outline-focus',
        )}
      >
        <Writers signals={typing} />
        {isNote ? (
          <NoteBanner />
        ) : (
          <StandingNotice conversation={conversation} standing={standing} onNote={() => setMode('note')} />
        )}
        <ComposerField
          fieldRef={fieldRef}
          text={draft.text}
          mode={mode}
          label={isNote ? t('mode.note') : replyWords}
          placeholder={placeholder}
          readOnly={!canWrite}
          leastPx={canWrite ? height : Math.min(height, draft.text === '' ? 40 : height)}
          customerLocale={customerLocale}
          facts={facts}
          onText={(text) => {
            change(() => ({ text }));
            reportTyping(mode, text !== '');
          }}
          onFiles={files.add}
          onToNote={() => {
            change(({ text }) => ({ text: `${text === '' || text.endsWith('\n') ? text : `${text} `}@` }), 'note');
            setMode('note');
            // Once the note's words are in the field, the caret goes behind them and the list opens there.
            requestAnimationFrame(() => fieldRef.current?.setSelectionRange(END, END));
          }}
          onBlur={() => {
            reportTyping(mode, false);
            composer.flush();
          }}
        />
        <AttachmentTray draft={draft} files={files} />
        {unfilled.length > 0 && (
          <p role="status" className="px-3.5 pb-1.5 text-warn">
            {t('unfilled', { names: unfilled.map(({ text }) => text).join(locale === 'ja' ? '、' : ', ') })}
          </p>
        )}
        <ComposerFooter
          mode={mode}
          channel={channel}
          draft={draft}
          isSending={isSending}
          canSend={canSend}
          canWrite={canWrite}
          customerTyping={typingCustomer}
          promise={<PromisePopover conversation={conversation} disabled={standing.kind !== 'owner'} />}
          onMode={setMode}
          onFiles={files.add}
          onSavedReplies={() => {
            const field = fieldRef.current;
            if (field === null) return;
            const { selectionStart: at, selectionEnd: to, value } = field;
            const isAtStart = at === 0 || /[\s\u3000]/u.test(value.charAt(at - 1));
            insertText(field, at, to, isAtStart ? '/' : ' /');
          }}
          onSend={send}
        />
      </div>
    </section>
  );
}
