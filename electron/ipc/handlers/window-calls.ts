import { app, type BrowserWindow, shell } from 'electron';
import type { HubAddress } from '#electron/hub/hub-address.ts';
import type { CallHandlers } from '#electron/ipc/answer-call.ts';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import { externalUrl } from '#electron/native/external-url.ts';
import { windowTitle } from '#electron/windows/window-title.ts';
import type { CallResult } from '#shared/ipc/contract.ts';

type Deps = {
  readonly window: () => BrowserWindow | null;
  readonly hub: () => HubAddress;
  readonly isSandboxed: boolean;
  /** Puts a count wherever this OS has a place for it. */
  readonly badge: (count: number) => void;
};

type Names = 'hub/address' | 'app/info' | 'shell/open-external' | 'window/badge' | 'window/set-title';

export function windowCalls(deps: Deps): Pick<CallHandlers, Names> {
  return {
    'hub/address': () => ({ ...deps.hub() }),
    'app/info': () => appInfo(deps.isSandboxed),
    'shell/open-external': async ({ url }) => {
      const safe = externalUrl(url);
      if (safe === null)
        throw new CallFailure('invalid', { details: { reason: 'only https, mailto and tel addresses can be opened' } });
      await shell.openExternal(safe);
    },
    // On Linux only some desktops show it; the tray's icon and the title's count are there on all.
    'window/badge': ({ count }) => deps.badge(count),
    'window/set-title': ({ count }) => deps.window()?.setTitle(windowTitle(count)),
  };
}

function appInfo(isSandboxed: boolean): CallResult<'app/info'> {
  const { platform, versions } = process;
  return {
    name: app.getName(),
    version: app.getVersion(),
    platform: platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other',
    electron: versions.electron,
    chromium: versions.chrome,
    node: versions.node,
    osLocale: app.getLocale(),
    sandboxed: isSandboxed,
  };
}
