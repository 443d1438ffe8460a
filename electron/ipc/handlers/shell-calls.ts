import type { CallHandlers } from '#electron/ipc/answer-call.ts';
import type { LinkClients } from '#electron/lifecycle/link-clients.ts';
import type { WaitingLink } from '#electron/lifecycle/waiting-link.ts';
import type { GlobalKeys } from '#electron/native/global-shortcuts.ts';
import type { Notifier } from '#electron/native/notifications/notifier.ts';
import type { WindowWay } from '#electron/native/notifications/window-way.ts';
import type { TrayIcon } from '#electron/native/tray.ts';
import type { SHELL_CALLS } from '#shared/ipc/shell.ts';

type Deps = {
  readonly notifier: Notifier;
  readonly smallWindow: () => WindowWay | null;
  readonly tray: TrayIcon;
  readonly keys: GlobalKeys;
  readonly links: LinkClients;
  readonly waitingLink: WaitingLink;
  readonly attention: (on: boolean) => void;
};

/** What the page asks of the desktop around it: [DK2], [DK3]. */
export function shellCalls(deps: Deps): Pick<CallHandlers, keyof typeof SHELL_CALLS> {
  return {
    'notify/show': (alert) => deps.notifier.show(alert),
    'notify/close': ({ tag }) => deps.notifier.close(tag),
    'notify/waiting': () => ({ alerts: [...(deps.smallWindow()?.waiting() ?? [])] }),
    'notify/answer': ({ tag, action }) => deps.smallWindow()?.answer(tag, action),
    'window/attention': ({ on }) => deps.attention(on),
    'tray/show': ({ presence }) => {
      deps.tray.presence(presence);
      // What was told was told to somebody who is no longer here.
      if (presence === null) deps.notifier.closeAll();
    },
    'shortcuts/state': () => ({ shortcuts: [...deps.keys.state()] }),
    'links/state': () => deps.links.state(),
    'links/claim': ({ scheme, on }) => deps.links.claim(scheme, on),
    'link/take': () => ({ link: deps.waitingLink.take() }),
  };
}
