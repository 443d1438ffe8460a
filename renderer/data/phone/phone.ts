import { createStore } from 'zustand/vanilla';
import type { DeskClient, Readable } from '#renderer/data/client/desk-client-types.ts';
import { type CallsState, NO_CALLS } from '#renderer/state/call-state.ts';
import type { Call, SipAccount } from '#shared/domain/call.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandInput, CommandOutput } from '#shared/wire/commands.ts';
import { type AudioHolder, type OpenLine, startAudioHolder } from './audio-holder.ts';
import { type CallsFeed, startCallsFeed } from './calls-feed.ts';
import { type ChosenDevices, keepChosen, listDevices, NO_DEVICES, readChosen } from './devices.ts';
import type { PhoneAct, PhoneView } from './phone-view.ts';
import { joinWindows, type SharedWindow } from './shared-window.ts';

export type TransferTo = Extract<CommandInput<'call:transfer'>, { step: 'blind' | 'consult' }>['to'];

/** The agent's telephone as a screen has it, whichever of their windows holds the audio. */
export type Phone = {
  readonly view: Readable<PhoneView>;
  readonly calls: Readable<CallsState>;
  readonly answer: (callId: string) => Promise<Answer<unknown>>;
  readonly decline: (callId: string) => Promise<Answer<unknown>>;
  readonly place: (input: CommandInput<'call:place'>) => Promise<Answer<CommandOutput<'call:place'>>>;
  readonly transfer: (
    callId: string,
    step: 'blind' | 'consult',
    to: { target: TransferTo; name: string },
  ) => Promise<Answer<unknown>>;
  readonly act: (act: Exclude<PhoneAct, { act: 'dial' | 'transfer' | 'pick_up' | 'decline' }>) => void;
  readonly wrapUp: (input: CommandInput<'call:wrap-up'>) => Promise<Answer<unknown>>;
  readonly choose: (devices: Partial<ChosenDevices>) => void;
  readonly dismissProblem: () => void;
};

type Parts = {
  readonly client: DeskClient;
  readonly openLine: () => Promise<OpenLine>;
  /** Whether this window may be the one that rings and has the audio. */
  readonly mayHold: boolean;
};

export type RunningPhone = Phone & { readonly stop: () => void };

const QUIET: PhoneView = { place: 'none', line: 'off', problem: null, devices: NO_DEVICES, legs: {} };
/** A refused account may have been set right meanwhile. */
const ASK_AGAIN_MS = 15_000;

/** Begins when somebody signs in, ends when they sign out. */
export function startPhone({ client, openLine, mayHold }: Parts): RunningPhone {
  const view = createStore<PhoneView>(() => QUIET);
  const calls = createStore<CallsState>(() => NO_CALLS);
  let feed: CallsFeed | null = null;
  let windows: SharedWindow | null = null;
  let holder: AudioHolder | null = null;
  let account: SipAccount | null = null;
  let isChosen = false;
  let stopCalls: () => void = () => undefined;

  const patch = (change: Partial<PhoneView>): void => {
    view.setState({ ...view.getState(), ...change });
    if (isChosen) windows?.show({ ...view.getState(), place: 'elsewhere' });
  };

  function begin(agentId: string): void {
    const started = startCallsFeed(client, agentId, (call) => holder?.callChanged(call));
    feed = started;
    stopCalls = started.store.subscribe((state) => calls.setState(state, true));
    windows = joinWindows({
      agentId,
      mayHold,
      onChosen: () => {
        isChosen = true;
        void register(agentId);
      },
      onView: (told) => !isChosen && view.setState({ ...told, devices: view.getState().devices }),
      onAct: (act) => isChosen && holder?.act(act),
      onHello: () => isChosen && patch({}),
    });
    void refreshDevices();
  }

  /** Registers with the account of now; another one than before takes its place as soon as nobody is on the phone. */
  async function register(agentId: string): Promise<void> {
    const told = await client.ask('telephony.account', {}).catch(() => null);
    if (told === null || !isChosen || signedInAs !== agentId) return;
    if (JSON.stringify(told.account) === JSON.stringify(account)) return;
    if (holder !== null && !holder.isIdle()) return;
    holder?.stop();
    holder = null;
    account = told.account;
    if (account === null) return patch({ place: 'none', line: 'off', legs: {} });
    patch({ place: 'here', line: 'connecting' });
    const open = await openLine();
    holder = startAudioHolder({
      send: client.send,
      account,
      agentId,
      openLine: open,
      chosen: () => view.getState().devices.chosen,
      hear: (call) => feed?.hear(call),
      onView: (now) => patch(now),
      onProblem: (problem) => patch({ problem }),
    });
  }

  async function refreshDevices(): Promise<void> {
    const found = await listDevices().catch(() => ({ microphones: [], speakers: [] }));
    patch({ devices: { ...found, chosen: readChosen() } });
  }

  function end(): void {
    isChosen = false;
    holder?.stop();
    windows?.stop();
    feed?.stop();
    stopCalls();
    holder = null;
    windows = null;
    feed = null;
    account = null;
    view.setState(QUIET);
    calls.setState(NO_CALLS, true);
  }

  let signedInAs: string | null = null;
  function follow(): void {
    const id = client.session.view.getState().agent?.id ?? null;
    if (id === signedInAs) return;
    if (signedInAs !== null) end();
    signedInAs = id;
    if (id !== null) begin(id);
  }

  const toHolder = (act: PhoneAct): void => {
    if (isChosen) holder?.act(act);
    else windows?.ask(act);
  };

  function heard<T extends { call: Call }>(answer: Answer<T>): Answer<T> {
    if (answer.ok) feed?.hear(answer.data.call);
    return answer;
  }

  const again = (): void => {
    if (isChosen && signedInAs !== null) void register(signedInAs);
  };
  const renew = (): void => holder?.renew();
  const timer = setInterval(() => view.getState().line === 'refused' && again(), ASK_AGAIN_MS);
  const unfollow = client.session.view.subscribe(follow);
  // An account may have been given, changed or taken while the line to the hub was gone.
  const unconnect = client.connection.view.subscribe(({ state }, before) => {
    if (state === 'connected' && before.state !== 'connected') {
      again();
      renew();
    }
  });
  window.addEventListener('online', renew);
  const devicesChanged = (): void => void refreshDevices();
  navigator.mediaDevices?.addEventListener('devicechange', devicesChanged);
  follow();

  /** A provider carries the audio of some calls; those the hub steers. */
  function steered(act: Parameters<Phone['act']>[0]): boolean {
    if (calls.getState().get(act.callId)?.media !== 'provider') return false;
    const { callId } = act;
    if (act.act === 'tones') void client.send('call:control', { callId, act: 'tones', tones: act.tones });
    else if (act.act === 'hold' || act.act === 'resume' || act.act === 'hang_up')
      void client.send('call:control', { callId, act: act.act });
    else if (act.act === 'complete' || act.act === 'drop') void client.send('call:transfer', { callId, step: act.act });
    return true;
  }

  return {
    view,
    calls,
    async answer(callId) {
      const answer = heard(await client.send('call:answer', { callId }));
      if (answer.ok && answer.data.call.media === 'softphone') {
        if (isChosen && view.getState().legs[callId] === undefined) patch({ problem: 'call_gone' });
        toHolder({ act: 'pick_up', callId });
      }
      return answer;
    },
    async decline(callId) {
      const answer = heard(await client.send('call:decline', { callId }));
      toHolder({ act: 'decline', callId });
      return answer;
    },
    async place(input) {
      const answer = heard(await client.send('call:place', input));
      if (answer.ok && answer.data.dial !== undefined) {
        const { uri, headers } = answer.data.dial;
        toHolder({ act: 'dial', callId: answer.data.call.id, uri, headers });
      }
      return answer;
    },
    async transfer(callId, step, { target: to, name }) {
      const answer = heard(await client.send('call:transfer', { callId, step, to }));
      if (answer.ok && answer.data.target !== undefined) {
        const { uri, headers } = answer.data.target;
        toHolder({ act: 'transfer', step, callId, uri, headers, name });
      }
      return answer;
    },
    act(act) {
      if (!steered(act)) toHolder(act);
    },
    wrapUp: async (input) => heard(await client.send('call:wrap-up', input)),
    choose(change) {
      const chosen = { ...view.getState().devices.chosen, ...change };
      keepChosen(chosen);
      patch({ devices: { ...view.getState().devices, chosen } });
      holder?.devicesChosen();
    },
    dismissProblem: () => patch({ problem: null }),
    stop() {
      clearInterval(timer);
      unfollow();
      unconnect();
      window.removeEventListener('online', renew);
      navigator.mediaDevices?.removeEventListener('devicechange', devicesChanged);
      end();
    },
  };
}
