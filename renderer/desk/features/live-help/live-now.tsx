import { Eye } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useConversation } from '#renderer/data/hooks/use-conversation.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { isWhisper } from '#shared/domain/live-help.ts';
import { useAct } from './use-act.ts';
import { useHelp } from './use-help.ts';
import { type Line, useLiveLines } from './use-live-lines.ts';
import { WhisperField } from './whisper-field.tsx';
import { useWhisperer } from './whisper-lines.tsx';

/**
 * What is said on a conversation now, for a lead beside an escalation ([ES3]): the last lines, the lead's own word to the
 * owner among them, and a field for the next. Watching is the lead's own act, and opens the customer: nobody's thread is
 * opened by passing over a list ([PR1]).
 */
export function LiveNow({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation('liveHelp');
  const conversation = useConversation(conversationId);
  if (conversation.state === 'loading') return <Box title={t('now.title')} note={<Skeleton className="h-16" />} />;
  if (conversation.state === 'error') return <Box title={t('now.title')} note={t('now.failed')} />;
  return <Known conversation={conversation.data} />;
}

function Known({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('liveHelp');
  const { isLead, isOwner, agentId, state, refresh } = useHelp(conversation);
  const { act, isBusy } = useAct();
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const { id: conversationId, owner, status } = conversation;
  if (!isLead || isOwner || status === 'resolved') return null;
  const isWatching = state?.help.watchers.some(({ lead }) => lead.id === agentId) === true;
  const canWatch = owner.type === 'agent';
  const toggle = async (): Promise<void> => {
    if (await act(isWatching ? 'help:unwatch' : 'help:watch', { conversationId })) refresh();
  };
  return (
    <Box
      title={t('now.title')}
      aside={
        canWatch && (
          <>
            {isWatching && (
              <span role="status" className="flex items-center gap-1 text-accent">
                <Eye aria-hidden="true" size={14} className="shrink-0" />
                {t('watchingShort')}
              </span>
            )}
            <Button variant="ghost" disabled={isBusy || state === null} onClick={() => void toggle()}>
              {t(isWatching ? 'unwatch' : 'watch')}
            </Button>
          </>
        )
      }
    >
      {owner.type === 'team' && (
        <p className="text-ink-2">
          <Words>{t('now.nobody', { name: owner.name })}</Words>
        </p>
      )}
      {isWatching && <Lines conversation={conversation} agentId={agentId} />}
      {isWatching && canWatch && <WhisperField conversationId={conversationId} to={owner} fieldRef={fieldRef} />}
    </Box>
  );
}

/** The newest at the bottom and in sight. */
function Lines({ conversation, agentId }: { readonly conversation: Conversation; readonly agentId: string | null }) {
  const { t } = useTranslation('liveHelp');
  const lines = useLiveLines(conversation);
  const box = useRef<HTMLDivElement>(null);
  const count = lines.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new one is scrolled to
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  if (count === 0) return <p className="text-ink-2">{t('now.empty')}</p>;
  return (
    <div
      ref={box}
      role="log"
      aria-label={t('now.title')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      className="max-h-60 overflow-y-auto"
    >
      <ul className="grid gap-1">
        {lines.map((line) =>
          isWhisper(line) ? (
            <Whispered key={line.id} line={line} agentId={agentId} />
          ) : (
            <Said key={line.id} line={line} />
          ),
        )}
      </ul>
    </div>
  );
}

function Said({ line }: { readonly line: Extract<Line, { kind: 'message' }> }) {
  const { t } = useTranslation(['liveHelp', 'common']);
  const { author, data, channel } = line;
  const name = author.name ?? (author.type === 'customer' ? t('common:words.customer') : '');
  const text = data.text.trim() === '' ? t('liveHelp:now.files', { count: data.attachments?.length ?? 0 }) : data.text;
  return (
    <li className={classNames('select-text break-words border-dye border-l-3 px-3', dyeClass(channel))}>
      <Words>{name}</Words>
      <span className="text-ink-2"> · </span>
      <span className="line-clamp-3 inline">
        <Words>{text}</Words>
      </span>
    </li>
  );
}

type WhisperedProps = { readonly line: Parameters<typeof useWhisperer>[0]; readonly agentId: string | null };

function Whispered({ line, agentId }: WhisperedProps) {
  const said = useWhisperer(line, agentId);
  return (
    <li
      className={classNames('select-text break-words border-dye border-l-3 bg-note-ground px-3 py-1', dyeClass('note'))}
    >
      <span className="font-semibold">
        <Words>{said}</Words>
      </span>
      <span className="text-ink-2"> · </span>
      <Words>{line.data.text}</Words>
    </li>
  );
}

type BoxProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
};

function Box({ title, aside, note, children }: BoxProps) {
  return (
    <section aria-label={title} className="grid gap-2 rounded-r border border-line bg-raised px-4 py-3">
      <header className="flex flex-wrap items-center justify-between gap-x-3">
        <h3 className="font-semibold">{title}</h3>
        <div className="flex items-center gap-1">{aside}</div>
      </header>
      {note}
      {children}
    </section>
  );
}
