import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { CallName, SignalName, SignalPayload } from '#shared/ipc/contract.ts';
import { checkSpelling } from './check-spelling.ts';

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
  signOn: () => call('auth/sign-on'),
  proveAccount: () => call('auth/prove'),
  cancelSignOn: () => call('auth/cancel-sign-on'),
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
  policy: () => call('policy/view'),
  findHubs: () => call('hub/find'),
  chooseHub: (args) => call('hub/choose', args),
  popOut: (args) => call('window/pop-out', args),
  readLog: () => call('log/read'),
  exportLog: () => call('log/export'),
  listCrashes: () => call('crash/list'),
  sendCrash: (args) => call('crash/send', args),
  deleteCrash: (args) => call('crash/delete', args),
  closeNotification: (args) => call('notify/close', args),
  waitingAlerts: () => call('notify/waiting'),
  answerAlert: (args) => call('notify/answer', args),
  setAttention: (args) => call('window/attention', args),
  setTray: (args) => call('tray/show', args),
  shortcutsState: () => call('shortcuts/state'),
  linksState: () => call('links/state'),
  claimLinks: (args) => call('links/claim', args),
  takeLink: () => call('link/take'),
  localState: () => call('local/state'),
  localGet: (args) => call('local/get', args),
  localList: (args) => call('local/list', args),
  localPut: (args) => call('local/put', args),
  localDelete: (args) => call('local/delete', args),
  updateState: () => call('update/state'),
  checkForUpdate: () => call('update/check'),
  installUpdate: () => call('update/install'),
  updateLater: () => call('update/later'),
  tellLive: (args) => call('update/live', args),
  onAuthChanged: (listener) => subscribe('auth/changed', listener),
  onSettingsChanged: (listener) => subscribe('settings/changed', listener),
  onUpdateChanged: (listener) => subscribe('update/changed', listener),
  onResume: (listener) => subscribe('power/resume', listener),
  onNetworkChanged: (listener) => subscribe('network/changed', listener),
  onPowerFact: (listener) => subscribe('power/fact', listener),
  onNotificationClicked: (listener) => subscribe('notify/clicked', listener),
  onAlertsChanged: (listener) => subscribe('notify/changed', listener),
  onShortcutPressed: (listener) => subscribe('shortcut/pressed', listener),
  onPresenceAsked: (listener) => subscribe('presence/asked', listener),
  onLinkWaiting: (listener) => subscribe('link/waiting', listener),
  onLinkAsked: (listener) => subscribe('link/asked', listener),
} satisfies DesktopBridge);

contextBridge.exposeInMainWorld('desktop', bridge);
checkSpelling((words) => call('spelling/check', { words }));
