import type { Answer } from '#shared/wire/ack.ts';
import type { CallArgs, CallName, CallResult, SignalName, SignalPayload } from './contract.ts';

type Call<N extends CallName> =
  CallArgs<N> extends undefined
    ? () => Promise<Answer<CallResult<N>>>
    : (args: CallArgs<N>) => Promise<Answer<CallResult<N>>>;

/** Tells the listener of every signal from now on; the returned function stops it. */
type Subscribe<N extends SignalName> = (listener: (payload: SignalPayload<N>) => void) => () => void;

/**
 * `window.desktop`: all that the page can ask of the desktop, by name. No method takes a channel name, so nothing
 * outside the contract can be reached. No method ever throws or rejects: the answer says what went wrong.
 */
export type DesktopBridge = {
  readonly signIn: Call<'auth/sign-in'>;
  readonly signOn: Call<'auth/sign-on'>;
  readonly proveAccount: Call<'auth/prove'>;
  readonly cancelSignOn: Call<'auth/cancel-sign-on'>;
  readonly refreshSession: Call<'auth/refresh'>;
  readonly signOut: Call<'auth/sign-out'>;
  readonly authState: Call<'auth/state'>;
  readonly getSettings: Call<'settings/get'>;
  readonly setSettings: Call<'settings/set'>;
  readonly hubAddress: Call<'hub/address'>;
  readonly appInfo: Call<'app/info'>;
  readonly openExternal: Call<'shell/open-external'>;
  readonly setBadge: Call<'window/badge'>;
  readonly setTitleCount: Call<'window/set-title'>;
  readonly showNotification: Call<'notify/show'>;
  readonly policy: Call<'policy/view'>;
  readonly findHubs: Call<'hub/find'>;
  readonly chooseHub: Call<'hub/choose'>;
  readonly popOut: Call<'window/pop-out'>;
  readonly readLog: Call<'log/read'>;
  readonly exportLog: Call<'log/export'>;
  readonly listCrashes: Call<'crash/list'>;
  readonly sendCrash: Call<'crash/send'>;
  readonly deleteCrash: Call<'crash/delete'>;
  readonly closeNotification: Call<'notify/close'>;
  readonly waitingAlerts: Call<'notify/waiting'>;
  readonly answerAlert: Call<'notify/answer'>;
  readonly setAttention: Call<'window/attention'>;
  readonly setTray: Call<'tray/show'>;
  readonly shortcutsState: Call<'shortcuts/state'>;
  readonly linksState: Call<'links/state'>;
  readonly claimLinks: Call<'links/claim'>;
  readonly takeLink: Call<'link/take'>;
  readonly localState: Call<'local/state'>;
  readonly localGet: Call<'local/get'>;
  readonly localList: Call<'local/list'>;
  readonly localPut: Call<'local/put'>;
  readonly localDelete: Call<'local/delete'>;
  readonly updateState: Call<'update/state'>;
  readonly checkForUpdate: Call<'update/check'>;
  readonly installUpdate: Call<'update/install'>;
  readonly updateLater: Call<'update/later'>;
  readonly tellLive: Call<'update/live'>;
  readonly onAuthChanged: Subscribe<'auth/changed'>;
  readonly onSettingsChanged: Subscribe<'settings/changed'>;
  readonly onUpdateChanged: Subscribe<'update/changed'>;
  readonly onResume: Subscribe<'power/resume'>;
  readonly onNetworkChanged: Subscribe<'network/changed'>;
  readonly onPowerFact: Subscribe<'power/fact'>;
  readonly onNotificationClicked: Subscribe<'notify/clicked'>;
  readonly onAlertsChanged: Subscribe<'notify/changed'>;
  readonly onShortcutPressed: Subscribe<'shortcut/pressed'>;
  readonly onPresenceAsked: Subscribe<'presence/asked'>;
  readonly onLinkWaiting: Subscribe<'link/waiting'>;
  readonly onLinkAsked: Subscribe<'link/asked'>;
};
