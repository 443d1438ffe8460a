import type { DaySign } from './year-days.ts';

/** Told by shape, not by colour: colour is for channels and urgency. */
export const SIGN_LOOK: Readonly<Record<DaySign, string>> = {
  open: 'text-ink',
  off: 'text-ink-3 bg-panel',
  holiday: 'border border-note-line bg-note-ground font-semibold',
  closure: 'bg-ink text-ground font-semibold',
  special: 'border border-ink font-semibold',
};

export const SIGNS: readonly DaySign[] = ['off', 'holiday', 'closure', 'special'];
