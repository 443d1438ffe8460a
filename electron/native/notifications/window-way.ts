import type { Alert } from '#shared/ipc/shell.ts';
import type { AlertEnds, AlertWay } from './alert-way.ts';

/** The small window itself: as high as its alerts need, gone when there are none. */
export type AlertWindow = {
  /** Opens, resizes or, for none, closes it. False when it could not be opened. */
  readonly fit: (count: number) => boolean;
  /** Tells its page to ask again what to show. */
  readonly refresh: () => void;
};

export type WindowWay = AlertWay & {
  readonly waiting: () => readonly Alert[];
  readonly answer: (tag: string, action: Alert['actions'][number]['id'] | 'dismiss' | null) => void;
};

/** As many as fit on a small screen; the oldest that waits for no answer makes room. */
const MOST = 4;
const SHOWN_MS = 10_000;

/** [DK2] What takes the place of the desktop's notifications where it shows none, or none with answers. */
export function createWindowWay(window: AlertWindow, ends: AlertEnds): WindowWay {
  const open = new Map<string, { readonly alert: Alert; readonly timer: NodeJS.Timeout | null }>();

  const remove = (tag: string): boolean => {
    const shown = open.get(tag);
    if (shown === undefined) return false;
    if (shown.timer !== null) clearTimeout(shown.timer);
    open.delete(tag);
    window.fit(open.size);
    window.refresh();
    return true;
  };
  const giveUp = (tag: string): void => {
    if (remove(tag)) ends.onGone(tag);
  };
  const makeRoom = (): void => {
    if (open.size < MOST) return;
    const oldest = [...open.values()].find(({ alert }) => !alert.isUrgent) ?? [...open.values()][0];
    if (oldest !== undefined) giveUp(oldest.alert.tag);
  };

  return {
    async show(alert) {
      remove(alert.tag);
      makeRoom();
      const timer = alert.isUrgent ? null : setTimeout(() => giveUp(alert.tag), SHOWN_MS);
      open.set(alert.tag, { alert, timer });
      if (!window.fit(open.size)) {
        remove(alert.tag);
        return false;
      }
      window.refresh();
      return true;
    },
    close: (tag) => {
      remove(tag);
    },
    waiting: () => [...open.values()].map(({ alert }) => alert),
    answer(tag, action) {
      if (action === 'dismiss') {
        giveUp(tag);
        return;
      }
      if (open.has(tag)) ends.onPressed({ tag, action });
    },
  };
}
