import type { Alert } from '#shared/ipc/shell.ts';
import type { Clicked } from './notifier.ts';

type Windows = {
  readonly bringToFront: () => void;
  /** Tells the desk's page. */
  readonly tell: (clicked: Clicked) => void;
  /** Brings the window that a conversation has for itself to the front; false where it has none. */
  readonly showOwn: (conversationId: string) => boolean;
};

/** What is only to be read. What waits for a decision is decided at the desk, where calls and offers are. */
const NEWS: ReadonlySet<Alert['kind']> = new Set(['message', 'escalation']);

/** [DK2] Leads from what was pressed to the window that shows it. */
export const followClick =
  ({ bringToFront, tell, showOwn }: Windows) =>
  (clicked: Clicked, kind: Alert['kind']): void => {
    const { action, target } = clicked;
    if (NEWS.has(kind) && action === null && target?.kind === 'conversation' && showOwn(target.id)) return;
    // Declining is done without the window; it stays where it is.
    if (action !== 'decline') bringToFront();
    tell(clicked);
  };
