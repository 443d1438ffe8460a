import type { CallArgs, CallResult } from '#shared/ipc/contract.ts';
import type { Alert, Target } from '#shared/ipc/shell.ts';
import type { AlertEnds, AlertWay, Pressed } from './alert-way.ts';

export type Clicked = Pressed & { readonly target: Target | null };

type Parts = {
  /** In order: the OS's own with answers, then what takes its place. */
  readonly ways: (ends: AlertEnds) => readonly { readonly by: 'system' | 'window'; readonly way: AlertWay }[];
  readonly onClick: (clicked: Clicked, kind: Alert['kind']) => void;
};

export type Notifier = {
  readonly show: (alert: CallArgs<'notify/show'>) => Promise<CallResult<'notify/show'>>;
  readonly close: (tag: string) => void;
  /** Takes all away: nobody is signed in any more. */
  readonly closeAll: () => void;
};

/** As many as anybody scrolls back through. */
const MOST_PAST = 50;

function remember(past: Map<string, Alert>, alert: Alert): void {
  past.delete(alert.tag);
  past.set(alert.tag, alert);
  const [oldest] = past.keys();
  if (past.size > MOST_PAST && oldest !== undefined) past.delete(oldest);
}

/**
 * Shows alerts by the first way that can ([DK2]), one for each tag, and tells of a press once: of two ways to answer the
 * same call, the second finds nothing.
 */
export function createNotifier({ ways, onClick }: Parts): Notifier {
  const open = new Map<string, { readonly alert: Alert; way: AlertWay | null }>();
  // Gone by itself, as into the Action Center of Windows, from where it can still be clicked.
  const past = new Map<string, Alert>();
  const all = ways({
    onPressed(pressed) {
      const shown = open.get(pressed.tag);
      if (shown === undefined) {
        // Too late to decide by it; what it was about can be looked at.
        const was = past.get(pressed.tag);
        if (was !== undefined && pressed.action !== 'decline')
          onClick({ tag: pressed.tag, action: null, target: was.target }, was.kind);
        return;
      }
      open.delete(pressed.tag);
      shown.way?.close(pressed.tag);
      onClick({ ...pressed, target: shown.alert.target }, shown.alert.kind);
    },
    onGone(tag) {
      const shown = open.get(tag);
      open.delete(tag);
      if (shown !== undefined) remember(past, shown.alert);
    },
  });
  const close = (tag: string): void => {
    const shown = open.get(tag);
    open.delete(tag);
    shown?.way?.close(tag);
  };
  return {
    async show(alert) {
      past.delete(alert.tag);
      close(alert.tag);
      const mine = { alert, way: null as AlertWay | null };
      open.set(alert.tag, mine);
      for (const { by, way } of all) {
        mine.way = way;
        const isShown = await way.show(alert);
        // Taken away, or given another, while it was on its way.
        if (isShown && open.get(alert.tag) !== mine) {
          if (open.get(alert.tag)?.way !== way) way.close(alert.tag);
          return { shown: true, by };
        }
        if (isShown) return { shown: true, by };
        if (open.get(alert.tag) !== mine) return { shown: false, by: 'none' };
      }
      open.delete(alert.tag);
      return { shown: false, by: 'none' };
    },
    close,
    closeAll() {
      past.clear();
      for (const tag of [...open.keys()]) close(tag);
    },
  };
}
