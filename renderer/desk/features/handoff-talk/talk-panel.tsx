import { Lock } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useOpenHandoff } from '#renderer/data/hooks/use-conversation.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import { TalkField } from './talk-field.tsx';
import { type TalkNote, useTalk } from './use-talk.ts';

/** The private talk of a warm handoff beside the customer's thread, for the two who talk; nothing for anybody else ([HO5]). */
export function TalkPanel({ conversation }: { readonly conversation: Conversation }) {
  const { agent } = useSession();
  const open = useOpenHandoff(conversation.id);
  if (open === null || open.stage !== 'talking' || agent === null) return null;
  const { from, acceptedBy } = open;
  if (acceptedBy === undefined || (agent.id !== from.id && agent.id !== acceptedBy.id)) return null;
  const other = agent.id === from.id ? acceptedBy : from;
  return <Panel key={open.id} handoff={open} ownId={agent.id} otherName={other.name} />;
}

type PanelProps = { readonly handoff: Handoff; readonly ownId: string; readonly otherName: string };

/** On the note's own ground, so that nobody takes it for the customer's thread. */
function Panel({ handoff, ownId, otherName }: PanelProps) {
  const { t } = useTranslation('handoff');
  const notes = useTalk(handoff);
  return (
    <aside
      aria-label={t('talk.title', { name: otherName })}
      className={classNames(
        'flex w-54 shrink-0 flex-col border-note-line border-l-2 border-dashed bg-note-ground @[640px]:w-68',
        dyeClass('note'),
      )}
    >
      <header className="border-note-line border-b border-dashed px-3 py-1.5">
        <h2 className="flex items-center gap-1.5 font-semibold">
          <Lock aria-hidden="true" size={14} className="shrink-0" />
          <span className="truncate">
            <Words>{t('talk.title', { name: otherName })}</Words>
          </span>
        </h2>
        <p className="text-ink-2">{t('talk.hidden')}</p>
      </header>
      <Said notes={notes} ownId={ownId} />
      <TalkField handoffId={handoff.id} otherName={otherName} />
    </aside>
  );
}

/** What was said, the newest at the bottom and in sight. */
function Said({ notes, ownId }: { readonly notes: readonly TalkNote[]; readonly ownId: string }) {
  const { t } = useTranslation('handoff');
  const format = useFormatContext();
  const box = useRef<HTMLDivElement>(null);
  const count = notes.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new one is scrolled to
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  return (
    <div
      ref={box}
      role="log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      aria-label={t('talking.label')}
      className="min-h-0 flex-1 overflow-y-auto px-3 py-2"
    >
      {count === 0 && <p className="text-ink-2">{t('talk.empty')}</p>}
      {notes.map((note) => {
        const isOwn = note.author.id === ownId;
        return (
          <div key={note.id} className={classNames('mb-2 flex flex-col', isOwn ? 'items-end' : 'items-start')}>
            <p className="text-ink-2">
              {isOwn ? t('talk.you') : <Words>{note.author.name ?? ''}</Words>}{' '}
              <time dateTime={note.occurredAt} className="figures">
                {formatTime(note.occurredAt, format)}
              </time>
            </p>
            <p className="max-w-full select-text whitespace-pre-wrap break-words rounded-r border border-note-line bg-raised px-2.5 py-1">
              <Words>{note.data.text}</Words>
            </p>
          </div>
        );
      })}
    </div>
  );
}
