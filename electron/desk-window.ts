import type { BrowserWindow } from 'electron';
import type { SignalName, SignalPayload } from '#shared/ipc/contract.ts';
import { sendSignalTo } from './ipc/typed-ipc-main.ts';

/** The desk's own window, which the other parts reach by this: it comes after them, and may be gone. */
export type DeskWindow = {
  readonly now: () => BrowserWindow | null;
  readonly is: (window: BrowserWindow | null) => void;
  readonly bringToFront: () => void;
  /** Tells its page alone, where `sendSignal` tells every window's. */
  readonly tell: <N extends SignalName>(name: N, payload: SignalPayload<N>) => void;
};

export function createDeskWindow(): DeskWindow {
  let held: BrowserWindow | null = null;
  return {
    now: () => held,
    is(window) {
      held = window;
    },
    bringToFront() {
      if (held?.isMinimized() === true) held.restore();
      held?.show();
      held?.focus();
    },
    tell(name, payload) {
      if (held !== null && !held.isDestroyed()) sendSignalTo(held.webContents, name, payload);
    },
  };
}
