import { type ReactNode, useEffect, useRef } from 'react';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useQueue } from '#renderer/data/hooks/use-outbox.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTyping, useTypingReporter } from '#renderer/data/hooks/use-typing.ts';
import { onInsertWords } from '#renderer/desk/app/insert-words.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { ResizeHandle } from '#renderer/ui/resize-handle.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { mannerOn } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import { AttachmentTray } from './attachment-tray.tsx';
import { ComposerFooter } from './composer-footer.tsx';
import type { Mode } from './composer-store.ts';
import { NoteBanner } from './note-banner.tsx';
import { PromisePopover } from './promise-popover.tsx';
import { RefusalPanel } from './refusal-panel.tsx';
import { allowedNow, mostCharacters, standingOf } from './standing.ts';
import { StandingNotice } from './standing-notice.tsx';
import { StoppedQueue } from './stopped-queue.tsx';
import { UndoSend } from './undo-send.tsx';
import { useAttachments } from './use-attachments.ts';
import { mostHeight } from './use-auto-grow.ts';
import { useComposer } from './use-composer.ts';
import { useComposerHeight } from './use-composer-height.ts';
import { useCountReply } from './use-count-reply.ts';
import { useDropZone } from './use-drop-zone.ts';
import { useReplyFacts } from './use-reply-facts.ts';
import { useSend } from './use-send.ts';
import { useSendingFacts } from './use-sending-facts.ts';
import { useWording } from './use-wording.ts';
import { WordingLine } from './wording-line.tsx';
import { Writers } from './writers.tsx';
import { WritingArea } from './writing-area.tsx';
import type { WritingField } from './writing-field.ts';

type ComposerProps = {
  readonly conversationId: string;
  /** What other features say of a reply's words before they are sent. */
  readonly replyNotice?: ((text: string) => ReactNode) | undefined;
  /** What other features lay on the box's edge, where it moves nothing. */
  readonly onEdge?: ((text: string) => ReactNode) | undefined;
};

/** Where an agent answers a customer or writes a note. Shows nothing until the conversation is known. */
export function Composer({ conversationId, ...slots }: ComposerProps) {
  const conversation = useConversation(conversationId);
  if (conversation.state !== 'ready') return <ClosedComposer />;
  return <OpenComposer conversation={conversation.data} {...slots} />;
}

/** Keeps the place, so that the thread does not jump when the conversation is there. */
function ClosedComposer() {
  return <div aria-hidden="true" className="mx-5.5 mb-4.5 h-32 rounded-xl border border-line bg-raised" />;
}

type OpenComposerProps = Omit<ComposerProps, 'conversationId'> & { readonly conversation: Conversation };

function OpenComposer({ conversation, replyNotice, onEdge }: OpenComposerProps) {
  const { t } = useTranslation('composer');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const { id: conversationId, customerId, channel } = conversation;
  const fieldRef = useRef<WritingField>(null);
  const rootRef = useRef<HTMLElement>(null);
  const composer = useComposer(conversationId);
  const { mode, draft, change, refusal, isSending } = composer;
  const queue = useQueue(conversationId);
  const sending = useSendingFacts(conversation, mode);
  const files = useAttachments(composer, sending?.files);
  const { agent } = useSession();
  const { facts, customerName, customerLocale } = useReplyFacts(conversation);
  const onReplyUsed = useCountReply(conversationId, mode);
  const typing = useTyping(customerId);
  const reportTyping = useTypingReporter(conversationId);
  const [height, setHeight] = useComposerHeight();
  const standing = standingOf(conversation, agent?.id ?? null);
  const { isNote, canWrite, canSend, unfilled } = allowedNow({
    mode,
    standing,
    draft,
    isSending,
    facts: sending,
  });
  const dropZone = useDropZone(canWrite, files.add);

  function setMode(next: Mode): void {
    reportTyping(mode, false);
    composer.setMode(next);
    fieldRef.current?.focus();
  }

  const wording = useWording({ text: draft.text, channel, mode, fieldRef, canWrite });
  const { send, insist, edit, discard } = useSend({
    composer,
    conversation,
    fieldRef,
    canSend,
    unfilled,
    blocked: wording.blocked,
    facts: sending,
  });
  useShortcut('send', (event) => {
    if (event.target instanceof Node && rootRef.current?.contains(event.target)) send();
  });
  useShortcut('note-mode', () => setMode(isNote ? 'reply' : 'note'));
  useEffect(
    () =>
      onInsertWords(conversationId, (words) => {
        if (!canWrite) return;
        fieldRef.current?.focus();
        const at = fieldRef.current?.near()?.at ?? 0;
        fieldRef.current?.replace(at, at, words);
      }),
    [conversationId, canWrite],
  );
  useShortcut('focus-composer', () => fieldRef.current?.focus());

  const channelName = common(`channel.${channel}`);
  // Within a sentence a channel is a common noun, unless it is a name such as LINE.
  const channelWord = /^[A-Z][a-z ]+$/.test(channelName) ? channelName.toLowerCase() : channelName;
  const replyWords = t('replyIn', { channel: channelWord });
  const replyHint = canWrite ? `${replyWords} — ${t('hint')}` : '';
  const placeholder = isNote ? t('notePlaceholder') : replyHint;
  const field = {
    fieldRef,
    mode,
    label: isNote ? t('mode.note') : replyWords,
    placeholder,
    readOnly: !canWrite,
    leastPx: canWrite ? height : Math.min(height, draft.text === '' ? 40 : height),
    customerLocale,
    facts,
    manner: mannerOn(channel),
    findings: wording.findings,
    onReplyUsed,
    onFiles: files.add,
    onToNote: (): void => {
      change(({ text }) => ({ text: `${text === '' || text.endsWith('\n') ? text : `${text} `}@` }), 'note');
      setMode('note');
      // Once the note's words are in the field, the caret goes behind them and the list opens there.
      requestAnimationFrame(() => fieldRef.current?.toEnd());
    },
    onBlur: (): void => {
      reportTyping(mode, false);
      composer.flush();
    },
  };
  const typingCustomer = typing.some((signal) => signal.by === 'customer')
    ? (customerName ?? common('words.customer'))
    : undefined;
  return (
    <section ref={rootRef} aria-label={t('label')} className="@container relative mx-5.5 mb-4.5" {...dropZone.handlers}>
      {queue !== null && queue.stopped !== null && (
        <StoppedQueue queue={queue} conversation={conversation} onEdit={composer.takeBack} />
      )}
      <UndoSend conversationId={conversationId} onUndone={() => setMode('reply')} />
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
        max={fieldRef.current?.element ? Math.max(64, mostHeight(fieldRef.current.element)) : 440}
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
        {onEdge?.(draft.text)}
        {isNote ? (
          <NoteBanner />
        ) : (
          <StandingNotice conversation={conversation} standing={standing} onNote={() => setMode('note')} />
        )}
        <WritingArea
          composer={composer}
          field={field}
          facts={sending}
          onTyping={(isWriting) => reportTyping(mode, isWriting)}
        />
        {!isNote && canWrite && replyNotice?.(draft.text)}
        <WordingLine findings={wording.findings} onShow={wording.show} onReplace={wording.putRight} />
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
          mostCharacters={mostCharacters(mode, sending)}
          isSending={isSending}
          canSend={canSend}
          canWrite={canWrite}
          customerTyping={typingCustomer}
          promise={<PromisePopover conversation={conversation} disabled={standing.kind !== 'owner'} />}
          onMode={setMode}
          onFiles={files.add}
          onSavedReplies={() => {
            const near = fieldRef.current?.near() ?? { text: '', at: 0 };
            const isAtStart = near.at === 0 || /[\s\u3000]/u.test(near.text.charAt(near.at - 1));
            fieldRef.current?.replace(near.at, near.at, isAtStart ? '/' : ' /');
          }}
          onSend={send}
        />
      </div>
    </section>
  );
}
