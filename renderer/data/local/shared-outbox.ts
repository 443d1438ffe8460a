import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import type { OutboxState, Queue } from '#renderer/state/outbox-state.ts';
import type { WireError } from '#shared/wire/ack.ts';
import type { Given, GivenOf, Outbox } from './local-types.ts';
import type { OutboxKeeper } from './outbox.ts';

/** Between the windows of one desktop; what is told by one is heard by all the others. */
export type Wire = {
  readonly post: (message: unknown) => void;
  readonly listen: (hear: (message: unknown) => void) => void;
};

type Method = Exclude<keyof Outbox, 'store'>;
type Call = {
  readonly say: 'call';
  /** Of a `give` also the command's: whoever takes it up after a crash, its effect is one ([SY2]). */
  readonly id: string;
  /** Later than this the desk leaves it: the window that asked has given up and said so. Epoch milliseconds. */
  readonly until: number;
  readonly method: Method;
  readonly args: readonly unknown[];
  /** A desk that died had taken it: it may be on disk, at the hub, or nowhere. */
  readonly isAgain?: boolean;
};
type Message =
  | Call
  | { readonly say: 'queues?' }
  | { readonly say: 'queues'; readonly queues: readonly Queue[] }
  /** The desk's page is new: what the one before had taken is asked for again, or has no answer any more. */
  | { readonly say: 'new desk' }
  | { readonly say: 'took'; readonly id: string }
  | { readonly say: 'answer'; readonly id: string; readonly result: unknown }
  /** The desk took it and could not finish: nobody knows what became of it. */
  | { readonly say: 'lost'; readonly id: string }
  | { readonly say: 'sent'; readonly id: string; readonly data: unknown };

const TAKEN_WITHIN_MS = 2000;
/** The desk's word that it took it may still be on its way. */
const GIVEN_UP_MS = 2 * TAKEN_WITHIN_MS;

const ofChannel = (channel: BroadcastChannel): Wire => ({
  post: (message) => channel.postMessage(message),
  listen: (hear) => channel.addEventListener('message', ({ data }) => hear(data)),
});
/** Only pages of our own origin hear it. */
export const windowsWire = (): Wire => ofChannel(new BroadcastChannel('tsunagi.outbox'));

type Serving = {
  readonly wire: Wire;
  readonly client: Pick<DeskClient, 'local' | 'pending' | 'session'>;
  readonly nowMs: () => number;
};

/** The desk's own window sends what the windows of its conversations write: one queue for each conversation, whoever wrote. */
export function serveOutbox({ wire, client, nowMs }: Serving): void {
  const { outbox } = client.local;
  const say = (message: Message): void => wire.post(message);
  const tell = (): void => say({ say: 'queues', queues: [...outbox.store.getState().values()] });

  async function take({ id, method, args, isAgain = false }: Call): Promise<void> {
    say({ say: 'took', id });
    // Until then this page has not read what waits on disk, and would write over it.
    if (!(await isSignedIn(client.session.view))) return say({ say: 'lost', id });
    if (method !== 'give') {
      const result = await (outbox[method] as (...given: readonly unknown[]) => Promise<unknown>)(...args);
      say({ say: 'answer', id, result });
      return;
    }
    const [name, input, of] = args as Parameters<Outbox['give']>;
    const onTaken = (data: unknown): void => say({ say: 'sent', id, data });
    const given = await outbox.give(name, input, { ...of, id, isAgain, onTaken });
    // The words are in the draft of the window that wrote them; kept here as well they could be sent twice.
    if (given.state === 'answered' && !given.answer.ok) client.pending.discard(id);
    say({ say: 'answer', id, result: given });
  }

  const isQueued = (id: string): boolean =>
    [...outbox.store.getState().values()].some(({ commands }) => commands.some((command) => command.id === id));

  function failed({ id }: Call): void {
    if (isQueued(id)) say({ say: 'answer', id, result: { state: 'queued' } });
    else say({ say: 'lost', id });
  }

  outbox.store.subscribe(tell);
  wire.listen((raw) => {
    const message = raw as Message;
    if (message.say === 'queues?') tell();
    if (message.say !== 'call' || nowMs() > message.until) return;
    take(message).catch(() => failed(message));
  });
  say({ say: 'new desk' });
  tell();
}

async function isSignedIn(view: DeskClient['session']['view']): Promise<boolean> {
  if (view.getState().status === 'starting')
    await new Promise<void>((go) => {
      const stop = view.subscribe(({ status }) => {
        if (status === 'starting') return;
        stop();
        go();
      });
    });
  return view.getState().status === 'signed_in';
}

type Remote = {
  readonly wire: Wire;
  readonly timing: Timing;
  readonly newId: () => string;
  readonly unreachable: () => WireError;
};

type Asked = {
  readonly answer: (result: unknown) => void;
  readonly took: () => void;
  /** The desk's page was loaded anew: one that it had not taken is still on its way to it. */
  readonly newDesk: () => void;
  readonly lost: () => void;
  readonly sent: (data: unknown) => void;
};

/**
 * The outbox of a window that keeps nothing itself: everything goes by the desk's, so that it stands in its turn and is
 * kept until it is sent ([SY2], [SY5]). Where no desk takes it, it is refused and the words stay in the draft; what one took
 * that died is asked of the next by the same id. What the desk can still take back is taken back there.
 */
export function remoteOutbox({ wire, timing, newId, unreachable }: Remote): OutboxKeeper {
  const store = createStore<OutboxState>(() => new Map());
  const asked = new Map<string, Asked>();

  function call<T>(
    method: Method,
    args: readonly unknown[],
    missed: () => T,
    onTaken?: GivenOf['onTaken'],
  ): Promise<T> {
    return new Promise((resolve) => {
      const id = newId();
      const miss = (): void => {
        asked.delete(id);
        resolve(missed());
      };
      const giveUp = timing.later(GIVEN_UP_MS, miss);
      const words = { say: 'call', id, method, args } as const;
      let isTaken = false;
      let isAnswered = false;
      asked.set(id, {
        took() {
          isTaken = true;
          giveUp();
        },
        newDesk() {
          if (!isTaken) return;
          // What was answered is no longer asked for: the agent may have decided about it since.
          if (method !== 'give' || isAnswered) return miss();
          wire.post({ ...words, until: Number.MAX_SAFE_INTEGER, isAgain: true } satisfies Message);
        },
        lost: miss,
        sent(data) {
          asked.delete(id);
          // The hub may be faster than the desk's word that it waits: that is then all there is to say.
          if (isAnswered) onTaken?.(data);
          else resolve({ state: 'answered', answer: { ok: true, data } } as T);
        },
        answer(result) {
          isAnswered = true;
          giveUp();
          // What waits is told of once more, when it is sent.
          if ((result as Partial<Given<unknown>> | null)?.state !== 'queued') asked.delete(id);
          resolve(result as T);
        },
      });
      wire.post({ ...words, until: timing.now() + TAKEN_WITHIN_MS } satisfies Message);
    });
  }

  wire.listen((raw) => {
    const message = raw as Message;
    if (message.say === 'queues') store.setState(new Map(message.queues.flatMap(asShownHere)), true);
    if (message.say === 'new desk') for (const { newDesk } of [...asked.values()]) newDesk();
    if (message.say === 'took') asked.get(message.id)?.took();
    if (message.say === 'lost') asked.get(message.id)?.lost();
    if (message.say === 'answer') asked.get(message.id)?.answer(message.result);
    if (message.say === 'sent') asked.get(message.id)?.sent(message.data);
  });
  wire.post({ say: 'queues?' } satisfies Message);

  return {
    store,
    give: (name, input, { onTaken, ...of }) =>
      call(
        'give',
        [name, input, of],
        () => ({ state: 'answered', answer: { ok: false, error: unreachable() } }),
        onTaken,
      ),
    insist: (...args) => call('insist', args, () => undefined),
    discard: (...args) => call('discard', args, () => undefined),
    undo: (...args) => call('undo', args, () => false),
    drop: (...args) => call('drop', args, () => undefined),
    leaveNow: (...args) => call('leaveNow', args, unreachable),
    load: async () => undefined,
    forget() {
      // Another agent may sign in: no desk is asked in their name for what this one wrote.
      asked.clear();
      store.setState(new Map(), true);
    },
  };
}

/** Taken back or to be taken back is the desk's matter: two windows would each put the words into their draft. */
function asShownHere(queue: Queue): [string, Queue][] {
  const commands = queue.commands
    .filter(({ undone }) => undone !== true)
    .map(({ notBefore: _later, ...command }) => command);
  return commands.length === 0 ? [] : [[queue.conversationId, { ...queue, commands }]];
}
