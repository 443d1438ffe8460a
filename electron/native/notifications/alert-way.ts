import type { Alert } from '#shared/ipc/shell.ts';

/** What was pressed: one of its buttons, or the notification itself. */
export type Pressed = { readonly tag: string; readonly action: Alert['actions'][number]['id'] | null };

/** One way of putting an alert before an agent's eyes. An alert of a tag takes the place of the earlier one. */
export type AlertWay = {
  /** False when it was not shown: another way is tried. */
  readonly show: (alert: Alert) => Promise<boolean>;
  /** Takes it away, if it is there. */
  readonly close: (tag: string) => void;
};

/** What a way hears of what became of an alert. */
export type AlertEnds = {
  readonly onPressed: (pressed: Pressed) => void;
  /** It is gone without an answer: put away, run out, or closed by the server. */
  readonly onGone: (tag: string) => void;
};
