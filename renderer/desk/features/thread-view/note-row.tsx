import { Lock } from 'lucide-react';
import { Words } from '#renderer/ui/words.tsx';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { Attachments } from './attachments.tsx';
import { FoldedText } from './folded-text.tsx';
import { Meta, RowFrame, useAuthorName } from './row-frame.tsx';
import { useThreadWords } from './thread-context.tsx';

/** What only colleagues read: on the note's own ground under its own words, so that nobody takes it for an answer. */
export function NoteRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'note' }> }) {
  const t = useThreadWords();
  const nameOf = useAuthorName();
  return (
    <RowFrame sign="note" mark="dot">
      <Meta item={item} title={nameOf(item)} />
      <div className="mt-0.5 max-w-140 rounded-r border-2 border-note-line border-dashed bg-note-ground px-3 py-1.5">
        <p className="flex items-center gap-1.5 font-medium text-ink-2">
          <Lock aria-hidden="true" size={12} className="shrink-0" />
          {item.data.whisperTo === undefined ? (
            t(item.data.handoffId === undefined ? 'thread:noteMark' : 'handoff:talking.label')
          ) : (
            <Words>{t('thread:whisperMark', { name: item.data.whisperTo.name })}</Words>
          )}
        </p>
        <FoldedText text={item.data.text} />
        <Attachments list={item.data.attachments} />
      </div>
    </RowFrame>
  );
}
