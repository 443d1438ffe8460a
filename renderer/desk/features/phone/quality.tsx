import type { AudioQuality } from '#renderer/data/phone/audio-quality.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';

const BAD: readonly string[] = ['deaf', 'unheard', 'poor'];

/** How the sound is, in words; the counts are in the page for who looks into a fault. */
export function Quality({ quality }: { readonly quality: AudioQuality | null }) {
  const { t } = useTranslation('phone');
  const word = quality?.word ?? 'unknown';
  return (
    <span
      className={BAD.includes(word) ? 'font-medium text-bad' : 'text-ink-3'}
      data-audio={word}
      data-received={quality?.received ?? 0}
      data-sent={quality?.sent ?? 0}
    >
      {word !== 'unknown' && t(`quality.${word}`)}
    </span>
  );
}
