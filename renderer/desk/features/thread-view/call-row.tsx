import { formatExactDuration } from '#renderer/i18n/duration.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { CallParts } from './call-parts.tsx';
import { FoldedText } from './folded-text.tsx';
import { RecordingPlayer } from './recording-player.tsx';
import { Card, Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** A phone call: who had it, how long, how it ended, and what it was about. */
export function CallRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'call' }> }) {
  const t = useThreadWords();
  const { format } = useThreadContext();
  const {
    durationSec,
    outcome,
    agentName,
    summary,
    transcript,
    recording,
    parts = [],
    transcriptLines = [],
  } = item.data;
  const isPlayed = recording !== undefined;
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
      {(summary !== undefined || transcript !== undefined || isPlayed || parts.length > 0) && (
        <Card>
          {summary !== undefined && <FoldedText text={summary} />}
          {parts.length > 0 && <CallParts parts={parts} />}
          {isPlayed && <RecordingPlayer recording={recording} lines={transcriptLines} />}
          {transcript !== undefined && !(isPlayed && transcriptLines.length > 0) && (
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
