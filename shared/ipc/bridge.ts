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
  readonly onAuthChanged: Subscribe<'auth/changed'>;
  readonly onSettingsChanged: Subscribe<'settings/changed'>;
  readonly onResume: Subscribe<'power/resume'>;
  readonly onNotificationClicked: Subscribe<'notify/clicked'>;
  readonly onDeepLink: Subscribe<'deep-link'>;
  readonly onLinkAsked: Subscribe<'link/asked'>;
};
