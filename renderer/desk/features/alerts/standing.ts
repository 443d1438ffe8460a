import type { AlertAction, AlertKind } from '#shared/ipc/alerts.ts';
import type { Target } from '#shared/ipc/shell.ts';
import type { Sayable } from './decide.ts';

/** Something that waits for this agent's decision: a call that rings, an offer that stands. */
export type Standing = Sayable & {
  readonly tag: string;
  readonly kind: Extract<AlertKind, 'call' | 'offer'>;
  readonly target: Target;
  /** The first is what is done best. */
  readonly actions: readonly AlertAction[];
  /** Does one of them; a refusal is said. Null is the notification itself: it is gone to. */
  readonly act: (action: AlertAction | null) => void;
};
