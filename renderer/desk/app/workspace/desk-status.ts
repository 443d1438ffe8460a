import type { Presence } from '#shared/domain/people.ts';
import type { LocalState } from '#shared/ipc/local.ts';

/** What the window knows about its line to the hub ([SY4]). */
export type ConnectionStatus = {
  readonly state: 'connecting' | 'connected' | 'catching_up' | 'offline';
  /** Everything up to here is on screen; `null` before the first sync. */
  readonly completeUpTo: string | null;
  /** Whether sends and drafts are kept on this computer meanwhile, or why not ([SY5]). */
  readonly local?: LocalState;
  /** Tries the line at once, instead of at its own next time. */
  readonly reconnectNow?: () => void;
};

/** The agent at this desk, as the frame shows them. */
export type Me = {
  readonly name: string;
  readonly presence: Presence;
  readonly presenceReason?: string | undefined;
};

export const AWAY_REASONS = ['break', 'training', 'meeting'] as const;
export type AwayReason = (typeof AWAY_REASONS)[number];

/** A presence an agent can choose; the others follow from what happens. */
export type ChosenPresence =
  | { readonly presence: 'ready' | 'wrap_up' }
  | { readonly presence: 'away'; readonly reason: AwayReason };
