import { type Chord, chordParts } from './chord.ts';
import { classNames } from './class-names.ts';

type KbdProps = {
  readonly chord: Chord;
  /** `inherit` takes the colour of a filled button. */
  readonly tone?: 'plain' | 'inherit' | undefined;
  /** Read out, in a list of shortcuts. Else hidden: what it stands on carries `aria-keyshortcuts`. */
  readonly spoken?: boolean | undefined;
};

/** A chord as it stands on this machine's keys. */
export function Kbd({ chord, tone = 'plain', spoken = false }: KbdProps) {
  const look = tone === 'inherit' ? 'border-current opacity-90' : 'border-line bg-panel text-ink-3';
  return (
    <span aria-hidden={!spoken} className="inline-flex">
      <kbd className={classNames('whitespace-nowrap rounded-s border px-1.5 font-sans leading-snug', look)}>
        {chordParts(chord).join(' ')}
      </kbd>
    </span>
  );
}
