import { formatExactDuration } from '#renderer/i18n/duration.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { FoldedText } from './folded-text.tsx';
import { Card, Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** A phone call: who had it, how long, how it ended, and what it was about. */
export function CallRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'call' }> }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const { durationSec, outcome, agentName, summary, transcript } = item.data;
  const who = agentName ?? (item.author.type === 'agent' ? item.author.name : undefined);
  const facts = [
    item.direction !== 'none' && t(`thread:callDirection.${item.direction}`),
    who,
    durationSec > 0 && formatExactDuration(durationSec * 1000, format.locale),
    t(`thread:callOutcome.${outcome}`),
  ];
  return (
    <RowFrame sign={signOf(item)} mark="dot">
      <Meta item={item} title={t('thread:kind.call')} facts={facts} />
      {(summary !== undefined || transcript !== undefined) && (
        <Card>
          {summary !== undefined && <FoldedText text={summary} />}
          {transcript !== undefined && (
            <details className="text-ink-2">
              <summary className="min-h-6 w-fit text-ink-3">{t('thread:transcript')}</summary>
              <p className="max-h-80 select-text overflow-y-auto whitespace-pre-wrap">{transcript}</p>
            </details>
          )}
        </Card>
      )}
    </RowFrame>
  );
}
