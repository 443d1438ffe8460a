import type { PhoneAct, PhoneView } from './phone-view.ts';

type Told =
  | { readonly what: 'view'; readonly view: PhoneView }
  | { readonly what: 'act'; readonly act: PhoneAct }
  | { readonly what: 'hello' };

export type SharedWindow = {
  /** Tells the other windows of this agent. */
  readonly show: (view: PhoneView) => void;
  /** Asks the window that has the audio. */
  readonly ask: (act: PhoneAct) => void;
  readonly stop: () => void;
};

type Parts = {
  readonly agentId: string;
  /** False for a window that only ever asks another. */
  readonly mayHold: boolean;
  /** This window is the one that registers, from now on until it is closed. */
  readonly onChosen: () => void;
  readonly onView: (view: PhoneView) => void;
  readonly onAct: (act: PhoneAct) => void;
  readonly onHello: () => void;
};

/** One window of an agent registers at the exchange; when it goes, the next that may takes its place. The others ask it. */
export function joinWindows({ agentId, mayHold, onChosen, onView, onAct, onHello }: Parts): SharedWindow {
  const channel = new BroadcastChannel(`tsunagi.phone.${agentId}`);
  const say = (told: Told): void => channel.postMessage(told);
  channel.onmessage = ({ data }: MessageEvent<Told>) => {
    if (data.what === 'view') onView(data.view);
    if (data.what === 'act') onAct(data.act);
    if (data.what === 'hello') onHello();
  };
  const ending = new AbortController();
  if (mayHold) {
    navigator.locks
      .request(`tsunagi.phone.${agentId}`, { signal: ending.signal }, () => {
        onChosen();
        return new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));
      })
      // Ended while it waited its turn.
      .catch(() => undefined);
  }
  say({ what: 'hello' });
  return {
    show: (view) => say({ what: 'view', view }),
    ask: (act) => say({ what: 'act', act }),
    stop() {
      ending.abort();
      channel.close();
    },
  };
}
