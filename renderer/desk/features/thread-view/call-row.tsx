import { PhoneMissed, PhoneOff, Voicemail } from 'lucide-react';
import { formatExactDuration } from '#renderer/i18n/duration.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { CallOutcome } from '#shared/domain/call.ts';
import type { TimelineItem } from '#shared/domain/timeline-item.ts';
import { CallParts } from './call-parts.tsx';
import { FoldedText } from './folded-text.tsx';
import { RecordingPlayer } from './recording-player.tsx';
import { Card, Meta, RowFrame, signOf } from './row-frame.tsx';
import { useThreadContext, useThreadWords } from './thread-context.tsx';

/** A phone call: who had it, how long, how it ended, and what it was about. */
export function CallRow({ item }: { readonly item: Extract<TimelineItem, { kind: 'call' }> }) {
  const t = useThreadWords();
  const { t: words } = useTranslation('phone');
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
  const isUnheard = item.direction === 'in' && outcome !== 'answered';
  const isPlayed = recording !== undefined;
  const who = agentName ?? (item.author.type === 'agent' ? item.author.name : undefined);
  const facts = [
    !isUnheard && item.direction !== 'none' && t(`thread:callDirection.${item.direction}`),
    who,
    durationSec > 0 && formatExactDuration(durationSec * 1000, format.locale),
    outcome === 'answered' && t('thread:callOutcome.answered'),
  ];
  const title = outcome === 'answered' ? t('thread:kind.call') : words(`row.title.${outcome}`);
  return (
    <RowFrame sign={signOf(item)} mark="dot">
      <Meta item={item} icon={<Unheard outcome={outcome} />} title={title} facts={facts} />
      {(summary !== undefined || transcript !== undefined || isPlayed || parts.length > 0) && (
        <Card>
          {summary !== undefined && <FoldedText text={summary} />}
          {isPlayed && <RecordingPlayer recording={recording} lines={transcriptLines} />}
          {transcript !== undefined && !(isPlayed && transcriptLines.length > 0) && (
            <details className="text-ink-2">
              <summary className="min-h-6 w-fit text-ink-3">{t('thread:transcript')}</summary>
              <p className="max-h-80 select-text overflow-y-auto whitespace-pre-wrap">{transcript}</p>
            </details>
          )}
          {parts.length > 0 && <CallParts parts={parts} />}
        </Card>
      )}
    </RowFrame>
  );
}

const UNHEARD = { missed: PhoneMissed, abandoned: PhoneMissed, voicemail: Voicemail, failed: PhoneOff } as const;

/** Nobody talked: seen before it is read. */
function Unheard({ outcome }: { readonly outcome: CallOutcome }) {
  if (outcome === 'answered') return null;
  const Icon = UNHEARD[outcome];
  return <Icon aria-hidden="true" size={14} className="shrink-0 self-center text-warn" />;
}
