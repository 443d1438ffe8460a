import { Words } from '#renderer/ui/words.tsx';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { FoldedText } from './folded-text.tsx';
import { quietWords } from './quiet-words.ts';
import { Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** What is good to know and asks for nothing, in one line. */
export function QuietRow({ item }: { readonly item: TimelineItem }) {
  const t = useThreadWords();
  const context = useThreadContext();
  const words = quietWords(item, t, context);
  if (words === null)
    return (
      <RowFrame sign={item.channel} mark="point">
        {<Meta item={item} title="" facts={[t('thread:unknown')]} />}
      </RowFrame>
    );
  const isSystem = item.kind === 'system';
  return (
    <RowFrame sign={signOf(item)} mark="point">
      <Meta
        item={item}
        title={isSystem ? '' : words.title}
        facts={isSystem ? [words.title, ...words.facts] : words.facts}
      />
      {words.text !== undefined && words.text !== '' && (
        <div className="max-w-140 text-ink-2">
          {words.text.length < 80 ? <Words>{words.text}</Words> : <FoldedText text={words.text} />}
        </div>
      )}
    </RowFrame>
  );
}
