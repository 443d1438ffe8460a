import { app, type BrowserWindow, shell } from 'electron';
import type { HubAddress } from '#electron/hub/hub-address.ts';
import type { CallHandlers } from '#electron/ipc/answer-call.ts';
import { CallFailure } from '#electron/ipc/call-failure.ts';
import { externalUrl } from '#electron/native/external-url.ts';
import { windowTitle } from '#electron/windows/window-title.ts';
import type { CallResult } from '#shared/ipc/contract.ts';

type Deps = {
  readonly window: () => BrowserWindow | null;
  readonly hub: HubAddress;
  readonly isSandboxed: boolean;
  readonly notify: CallHandlers['notify/show'];
};

type Names = 'hub/address' | 'app/info' | 'shell/open-external' | 'window/badge' | 'window/set-title' | 'notify/show';

export function windowCalls(deps: Deps): Pick<CallHandlers, Names> {
  return {
    'hub/address': () => ({ ...deps.hub }),
    'app/info': () => appInfo(deps.isSandboxed),
    'shell/open-external': async ({ url }) => {
      const safe = externalUrl(url);
      if (safe === null)
        throw new CallFailure('invalid', { details: { reason: 'only https, mailto and tel addresses can be opened' } });
      await shell.openExternal(safe);
    },
    'window/badge': ({ count }) => {
      // On Linux only some desktops show it; the title's count is there on all.
      app.setBadgeCount(count);
      if (count === 0) deps.window()?.flashFrame(false);
    },
    'window/set-title': ({ count }) => deps.window()?.setTitle(windowTitle(count)),
    'notify/show': deps.notify,
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
