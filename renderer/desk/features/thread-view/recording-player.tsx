import { ChevronRight, Pause, Play } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useRecording } from '#renderer/data/hooks/use-recording.ts';
import { formatStopwatch } from '#renderer/i18n/duration.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Recording, TranscriptLine } from '#shared/domain/call.ts';
import { useThreadContext } from './thread-context.tsx';
import { peaksOf } from './waveform.ts';

const BARS = 96;
const SPEEDS = [1, 1.25, 1.5, 2] as const;
const STEP_S = 5;

type Props = { readonly recording: Recording; readonly lines: readonly TranscriptLine[] };

/** A call's recording: fetched when it is first played, with its waveform, speed and a transcript that leads through it. */
export function RecordingPlayer({ recording, lines }: Props) {
  const { t } = useTranslation('phone');
  const { format } = useThreadContext();
  const [isWanted, setIsWanted] = useState(false);
  const sound = useRecording(isWanted ? recording.blobId : null);
  const url = sound.state === 'ready' ? sound.url : null;
  const audio = useRef<HTMLAudioElement>(null);
  const startAt = useRef<number | null>(null);
  const [at, setAt] = useState(0);
  const [isPlaying, setIsPlaying] = useState(false);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const samples = sound.state === 'ready' ? sound.samples : null;
  const peaks = useMemo(() => (samples === null ? [] : peaksOf(samples, BARS)), [samples]);
  const { durationSec } = recording;
  const clock = (seconds: number): string => formatStopwatch(seconds * 1000, format.locale);

  const playFrom = (seconds: number | null): void => {
    const element = audio.current;
    if (element === null || url === null) {
      startAt.current = seconds ?? 0;
      setIsWanted(true);
      return;
    }
    if (seconds !== null) element.currentTime = seconds;
    element.playbackRate = speed;
    void element.play().catch(() => undefined);
  };
  const seek = (seconds: number): void => {
    const to = Math.min(durationSec, Math.max(0, seconds));
    if (audio.current !== null) audio.current.currentTime = to;
    setAt(to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -STEP_S, ArrowRight: STEP_S };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    seek(at + step);
  };
  const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
  return (
    <>
      <div className="flex items-center gap-2 py-1">
        <IconButton
          label={t(isPlaying ? 'row.pause' : 'row.play')}
          icon={isPlaying ? <Pause size={16} /> : <Play size={16} />}
          onClick={() => (isPlaying ? audio.current?.pause() : playFrom(null))}
        />
        <div
          role="slider"
          tabIndex={0}
          aria-label={t('row.recording')}
          aria-valuemin={0}
          aria-valuemax={Math.round(durationSec)}
          aria-valuenow={Math.round(at)}
          aria-valuetext={clock(at)}
          onKeyDown={onKeyDown}
          onClick={({ clientX, currentTarget }) => {
            const { left, width } = currentTarget.getBoundingClientRect();
            seek(((clientX - left) / width) * durationSec);
          }}
          className="min-w-40 flex-1 text-dye"
        >
          <Wave peaks={peaks} played={durationSec === 0 ? 0 : at / durationSec} />
        </div>
        <span className="figures text-ink-3">
          {clock(at)} / {clock(durationSec)}
        </span>
        <Button
          variant="ghost"
          className="figures px-1.5!"
          aria-label={`${t('row.speed')} ${speed}×`}
          onClick={() => {
            setSpeed(next);
            if (audio.current !== null) audio.current.playbackRate = next;
          }}
        >
          {speed}×
        </Button>
      </div>
      {url !== null && (
        // biome-ignore lint/a11y/useMediaCaption: what was said stands below as the transcript
        <audio
          ref={audio}
          src={url}
          onLoadedMetadata={() => playFrom(startAt.current)}
          onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
          onPlay={() => setIsPlaying(true)}
          onPause={() => setIsPlaying(false)}
        />
      )}
      {sound.state === 'loading' && <p className="text-ink-3">{t('row.loading')}</p>}
      {sound.state === 'failed' && <p className="text-bad">{t('row.failed')}</p>}
      {lines.length > 0 && <Transcript lines={lines} onJump={playFrom} clock={clock} />}
    </>
  );
}

/** Bars as one picture; before the sound is here, a quiet line. */
function Wave({ peaks, played }: { readonly peaks: readonly number[]; readonly played: number }) {
  return (
    <svg viewBox={`0 0 ${BARS} 24`} preserveAspectRatio="none" className="block h-6 w-full" aria-hidden="true">
      {Array.from({ length: BARS }, (_, bar) => {
        const height = Math.max(1.5, (peaks[bar] ?? 0) * 22);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={bar}
            x={bar + 0.15}
            y={12 - height / 2}
            width={0.7}
            height={height}
            fill="currentColor"
            opacity={bar / BARS < played ? 1 : 0.35}
          />
        );
      })}
    </svg>
  );
}

type TranscriptProps = {
  readonly lines: readonly TranscriptLine[];
  readonly onJump: (seconds: number) => void;
  readonly clock: (seconds: number) => string;
};

/** The customer's first words; the rest folded until asked for. A line plays from its own place. */
function Transcript({ lines, onJump, clock }: TranscriptProps) {
  const { t } = useTranslation('phone');
  const quoted = lines.find(({ speaker }) => speaker === 'customer') ?? lines[0];
  return (
    <details className="group text-ink-2">
      <summary className="flex min-h-6 items-baseline gap-1.5 marker:content-none">
        <ChevronRight aria-hidden="true" size={12} className="shrink-0 self-center group-open:rotate-90" />
        {quoted !== undefined && (
          <q className="truncate text-ink">
            <Words>{quoted.text}</Words>
          </q>
        )}
        <span className="shrink-0 text-ink-3">{t('row.lines', { count: lines.length })}</span>
      </summary>
      <ol className="max-h-80 overflow-y-auto">
        {lines.map(({ at, speaker, text }) => (
          <li key={`${at} ${speaker}`} className="grid grid-cols-[auto_auto_1fr] gap-2 py-0.5">
            <button
              type="button"
              className="figures text-accent hover:underline"
              aria-label={t('row.jump', { time: clock(at) })}
              onClick={() => onJump(at)}
            >
              {clock(at)}
            </button>
            <span className="text-ink-3">{t(`row.${speaker}`)}</span>
            <span className="select-text">{text}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
