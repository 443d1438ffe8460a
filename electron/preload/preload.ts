import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { CallName, SignalName, SignalPayload } from '#shared/ipc/contract.ts';

// Runs sandboxed: no Node, no schemas (the main process checks both ways), nothing but names and the one bridge.

/** The main process answers every call and throws across none; a rejection means that it is going down. */
function call(name: CallName, args?: unknown): Promise<never> {
  const goingDown = { ok: false, error: { code: 'internal', message: 'The app is closing.', retryable: true } };
  return ipcRenderer.invoke(name, args).catch(() => goingDown) as Promise<never>;
}

function subscribe<N extends SignalName>(name: N, listener: (payload: SignalPayload<N>) => void): () => void {
  // The event object carries ipcRenderer itself, so it never reaches the page.
  const heard = (_event: unknown, payload: SignalPayload<N>): void => listener(payload);
  ipcRenderer.on(name, heard);
  return () => {
    ipcRenderer.removeListener(name, heard);
  };
}

const bridge: DesktopBridge = Object.freeze({
  signIn: (args) => call('auth/sign-in', args),
  refreshSession: (args) => call('auth/refresh', args),
  signOut: () => call('auth/sign-out'),
  authState: () => call('auth/state'),
  getSettings: () => call('settings/get'),
  setSettings: (args) => call('settings/set', args),
  hubAddress: () => call('hub/address'),
  appInfo: () => call('app/info'),
  openExternal: (args) => call('shell/open-external', args),
  setBadge: (args) => call('window/badge', args),
  setTitleCount: (args) => call('window/set-title', args),
  showNotification: (args) => call('notify/show', args),
  onAuthChanged: (listener) => subscribe('auth/changed', listener),
  onSettingsChanged: (listener) => subscribe('settings/changed', listener),
  onResume: (listener) => subscribe('power/resume', listener),
  onNotificationClicked: (listener) => subscribe('notify/clicked', listener),
  onDeepLink: (listener) => subscribe('deep-link', listener),
  onLinkAsked: (listener) => subscribe('link/asked', listener),
} satisfies DesktopBridge);

contextBridge.exposeInMainWorld('desktop', bridge);
