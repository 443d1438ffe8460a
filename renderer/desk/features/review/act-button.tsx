import type { ReactNode } from 'react';
import { Button, type ButtonVariant } from '#renderer/ui/button.tsx';
import { type Chord, chordId } from '#renderer/ui/chord.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { chordOf, type ShortcutId } from '#renderer/ui/keyboard-map.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';

type Props = {
  readonly shortcut: ShortcutId;
  readonly label: string;
  readonly variant?: ButtonVariant;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly icon?: ReactNode;
  readonly onClick: () => void;
  /** A second chord that does it while `isLive`: its room is kept, so that no button moves as it comes and goes. */
  readonly also?: { readonly chord: Chord; readonly isLive: boolean };
};

/** A decision as a button; pointed at, it tells its chord. */
export function ActButton({ shortcut, label, also, ...rest }: Props) {
  const chords = [chordOf(shortcut), ...(also?.isLive === true ? [also.chord] : [])];
  return (
    <Tooltip label={label} chord={chordOf(shortcut)}>
      <Button aria-keyshortcuts={chords.map((chord) => chordId(chord)).join(' ')} {...rest}>
        {label}
        {also !== undefined && (
          <span className={also.isLive ? undefined : 'invisible'}>
            <Kbd chord={also.chord} tone={rest.variant === 'primary' ? 'inherit' : 'plain'} />
          </span>
        )}
      </Button>
    </Tooltip>
  );
}
