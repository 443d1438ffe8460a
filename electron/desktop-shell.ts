import { randomBytes } from 'node:crypto';
import { app, type BrowserWindow, globalShortcut } from 'electron';
import { DEFAULT_GLOBAL_SHORTCUTS, type GlobalShortcuts } from '#shared/ipc/alerts.ts';
import type { SignalName, SignalPayload } from '#shared/ipc/contract.ts';
import type { CallHandlers } from './ipc/answer-call.ts';
import { shellCalls } from './ipc/handlers/shell-calls.ts';
import { linkIn } from './lifecycle/deep-links.ts';
import { createLinkClients } from './lifecycle/link-clients.ts';
import { createWaitingLink, type WaitingLink } from './lifecycle/waiting-link.ts';
import { setAttention, setBadge } from './native/attention.ts';
import { createGlobalKeys } from './native/global-shortcuts.ts';
import { alertWays } from './native/notifications/alert-ways.ts';
import { type AnswerLinks, createAnswerLinks } from './native/notifications/answer-links.ts';
import { followClick } from './native/notifications/follow-click.ts';
import { createNotifier } from './native/notifications/notifier.ts';
import { openTray } from './native/tray.ts';
import { hasTrayHost } from './native/tray-host.ts';
import { waitingWords } from './native/tray-words.ts';
import { createAlertWindow } from './windows/alert-window.ts';

type Deps = {
  readonly window: () => BrowserWindow | null;
  readonly bringToFront: () => void;
  /** Brings a conversation's own window to the front; false where it has none. */
  readonly showOwn: (conversationId: string) => boolean;
  /** Tells the main window's page. */
  readonly tell: <N extends SignalName>(name: N, payload: SignalPayload<N>) => void;
  readonly appFolder: string;
  readonly busAddress: string | undefined;
  readonly keys: () => GlobalShortcuts | undefined;
  readonly locale: () => 'ja' | 'en';
  readonly zoom: () => number;
  readonly arrivals: Arrivals;
  readonly log: (line: string) => void;
};

/** What a start or a second start brings along; made before the app is ready, for the second may come at once. */
export type Arrivals = {
  readonly waitingLink: WaitingLink;
  readonly answerLinks: AnswerLinks;
  /** A toast's button was pressed; heard from when the shell stands. */
  readonly onAnswer: { listener: ((pressed: NonNullable<ReturnType<AnswerLinks['read']>>) => void) | null };
};

export function createArrivals(tell: () => void): Arrivals {
  return {
    waitingLink: createWaitingLink(tell),
    answerLinks: createAnswerLinks(randomBytes(16).toString('hex')),
    onAnswer: { listener: null },
  };
}

/** Takes what is among a program's arguments: a link to open, or the answer of a notification's button. */
export function takeArguments({ waitingLink, answerLinks, onAnswer }: Arrivals, argv: readonly string[]): void {
  const link = linkIn(argv);
  if (link !== null) waitingLink.put(link);
  for (const arg of argv) {
    const pressed = answerLinks.read(arg);
    if (pressed !== null) onAnswer.listener?.(pressed);
  }
}

export type DesktopShell = {
  readonly calls: ReturnType<typeof shellCalls>;
  readonly badge: (count: number) => void;
  /** The settings are other than they were. */
  readonly settingsChanged: () => void;
  readonly hasTray: () => boolean;
  /** Into the tray, or where this desktop shows none at this moment, into the taskbar. */
  readonly putAway: () => Promise<void>;
  /** The window got the focus: nothing asks for a look any more. */
  readonly looked: () => void;
  /** The window is gone. */
  readonly windowClosed: () => void;
  readonly end: () => void;
};

/** Wiring only: notifications, tray, badge, global keys and links of one window ([DK2], [DK3]). */
export function createDesktopShell(deps: Deps): DesktopShell {
  const { window, tell, log, arrivals } = deps;
  const system = { platform: process.platform, userId: process.getuid?.() ?? 0 };
  const { ways, smallWindow } = alertWays({
    ...system,
    busAddress: deps.busAddress,
    answerLinks: arrivals.answerLinks,
    window: createAlertWindow({ appFolder: deps.appFolder, zoom: deps.zoom, log }),
    log,
  });
  let press: Parameters<typeof ways>[0]['onPressed'] = () => undefined;
  const notifier = createNotifier({
    ways: (ends) => {
      press = ends.onPressed;
      return ways(ends);
    },
    onClick: followClick({
      bringToFront: deps.bringToFront,
      tell: (clicked) => tell('notify/clicked', clicked),
      showOwn: deps.showOwn,
    }),
  });
  arrivals.onAnswer.listener = (pressed) => press(pressed);
  const tray = openTray({
    locale: deps.locale,
    onOpen: deps.bringToFront,
    onPresence: (presence) => tell('presence/asked', { presence }),
    onQuit: () => app.quit(),
    log,
  });
  const keys = createGlobalKeys(globalShortcut, (id) => tell('shortcut/pressed', { id }));
  keys.apply(deps.keys() ?? DEFAULT_GLOBAL_SHORTCUTS);
  const links = createLinkClients({
    registry: app,
    start: app.isPackaged ? null : { path: process.execPath, args: [deps.appFolder] },
  });
  // From sources nothing is registered by itself: the next installed one would be pushed aside.
  if (app.isPackaged && !links.state().tsunagi) links.claim('tsunagi', true);

  const calls: Pick<CallHandlers, keyof ReturnType<typeof shellCalls>> = shellCalls({
    notifier,
    smallWindow,
    tray,
    keys,
    links,
    waitingLink: arrivals.waitingLink,
    attention: (on) => setAttention(window(), on),
  });
  return {
    calls,
    badge(count) {
      setBadge(window(), count, waitingWords(deps.locale(), count));
      tray.count(count);
      if (count === 0) setAttention(window(), false);
    },
    settingsChanged() {
      keys.apply(deps.keys() ?? DEFAULT_GLOBAL_SHORTCUTS);
      tray.renew();
    },
    hasTray: tray.isShown,
    async putAway() {
      const isSeen = await hasTrayHost({ ...system, busAddress: deps.busAddress });
      if (isSeen) window()?.hide();
      else window()?.minimize();
    },
    looked: () => setAttention(window(), false),
    windowClosed: notifier.closeAll,
    end() {
      notifier.closeAll();
      keys.apply(DEFAULT_GLOBAL_SHORTCUTS);
      tray.end();
    },
  };
}
