import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { APP_ORIGIN } from '#electron/scheme/app-origin.ts';
import { groundColour, WEB_PREFERENCES } from './window-options.ts';
import { windowTitle } from './window-title.ts';

type Deps = {
  readonly appFolder: string;
  readonly isPackaged: boolean;
  /** What every window of ours gets: keys, right click, care for a page that dies. */
  readonly furnish: (window: BrowserWindow) => void;
};

/** Conversations in windows of their own ([DK3]). */
export type ConversationWindows = {
  /** Opens one beside the window that asked, or brings the one that is there to the front. */
  readonly open: (conversationId: string, beside: BrowserWindow | null) => void;
  /** Brings the window of a conversation to the front; false where it has none. */
  readonly bringToFront: (conversationId: string) => boolean;
  readonly isEmpty: () => boolean;
  readonly closeAll: () => void;
};

const SIZE = { width: 900, height: 800 } as const;
const LEAST = { width: 640, height: 520 } as const;
/** More would be no overview but a heap, each with its own page. */
const MOST = 8;
const STEP = 32;

export function createConversationWindows({ appFolder, isPackaged, furnish }: Deps): ConversationWindows {
  const open = new Map<string, BrowserWindow>();
  const bringToFront = (conversationId: string): boolean => {
    const known = open.get(conversationId);
    if (known?.isMinimized() === true) known.restore();
    known?.focus();
    return known !== undefined;
  };
  return {
    open(conversationId, beside) {
      if (bringToFront(conversationId)) return;
      // The one that was opened first makes room: what is written there is kept as a draft ([CV4]).
      const [oldest] = open.values();
      if (open.size >= MOST) oldest?.close();
      const at = beside === null ? {} : placeBeside(beside.getBounds(), open.size);
      const window = new BrowserWindow({
        ...SIZE,
        ...at,
        minWidth: LEAST.width,
        minHeight: LEAST.height,
        title: windowTitle(0),
        show: false,
        autoHideMenuBar: true,
        backgroundColor: groundColour(nativeTheme.shouldUseDarkColors),
        webPreferences: {
          ...WEB_PREFERENCES,
          devTools: !isPackaged,
          preload: join(appFolder, 'out/electron/preload.cjs'),
        },
      });
      open.set(conversationId, window);
      window.on('closed', () => {
        if (open.get(conversationId) === window) open.delete(conversationId);
      });
      window.once('ready-to-show', () => window.show());
      furnish(window);
      window.loadURL(conversationAddress(conversationId)).catch(() => undefined);
    },
    bringToFront,
    isEmpty: () => open.size === 0,
    closeAll() {
      for (const window of [...open.values()]) window.close();
    },
  };
}

/** The desk's own page, told by its query that it shows one conversation and nothing else. */
const conversationAddress = (conversationId: string): string =>
  `${APP_ORIGIN}/?window=conversation#/inbox/mine/c/${conversationId}`;

/** Each a step further down and right, so that no window hides the title of another. */
function placeBeside(bounds: { readonly x: number; readonly y: number }, nth: number): { x: number; y: number } {
  const step = STEP * (nth + 1);
  return { x: bounds.x + step, y: bounds.y + step };
}
