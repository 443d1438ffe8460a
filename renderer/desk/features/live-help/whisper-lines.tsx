import { useEffect, useRef } from 'react';
import { formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Whisper } from '#shared/domain/live-help.ts';

type WhisperLinesProps = { readonly whispers: readonly Whisper[]; readonly ownId: string | null };

/** Who said what to whom alone, newest last. What comes is told politely and takes no focus. */
export function WhisperLines({ whispers, ownId }: WhisperLinesProps) {
  const { t } = useTranslation('liveHelp');
  const box = useRef<HTMLDivElement>(null);
  const newest = whispers.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new one is scrolled to
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);
  return (
    <div
      ref={box}
      role="log"
      aria-label={t('whisper.title')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
      className="max-h-24 overflow-y-auto"
    >
      <ul className="grid gap-0.5">
        {whispers.map((whisper) => (
          <WhisperLine key={whisper.id} whisper={whisper} ownId={ownId} />
        ))}
      </ul>
    </div>
  );
}

function WhisperLine({ whisper, ownId }: { readonly whisper: Whisper; readonly ownId: string | null }) {
  const format = useFormatContext();
  const said = useWhisperer(whisper, ownId);
  return (
    <li className="select-text whitespace-pre-wrap break-words">
      <span className="font-semibold">
        <Words>{said}</Words>
      </span>{' '}
      <time dateTime={whisper.occurredAt} className="figures text-ink-2">
        {formatTime(whisper.occurredAt, format)}
      </time>{' '}
      <Words>{whisper.data.text}</Words>
    </li>
  );
}

/** Who says it to whom, as this reader reads it. */
export function useWhisperer({ author, data }: Whisper, ownId: string | null): string {
  const { t } = useTranslation('liveHelp');
  const from = author.name ?? '';
  if (author.id === ownId) return t('whisper.youTo', { name: data.whisperTo.name });
  if (data.whisperTo.id === ownId) return t('whisper.onlyYou', { name: from });
  return t('whisper.between', { from, to: data.whisperTo.name });
}
