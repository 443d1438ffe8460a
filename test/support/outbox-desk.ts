import { createStore } from 'zustand/vanilla';
import type { ConnectionView, PendingCommand } from '#renderer/data/client/desk-client-types.ts';
import { desktopStore } from '#renderer/data/local/local-store.ts';
import type { GivenOf } from '#renderer/data/local/local-types.ts';
import { createOutbox } from '#renderer/data/local/outbox.ts';
import { wireError } from '#renderer/data/sync/hub-error.ts';
import type { LocalNamespace } from '#shared/ipc/local.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { fakeTiming, settle } from '#test/support/fake-timing.ts';

export const CUSTOMER = '0190a000-0000-7000-8000-0000000000c0';
export const conversationOf = (n: number): string => `0190a000-0000-7000-8000-00000000000${n}`;

/** A machine's disk, which outlives the desk that writes to it. */
export function disk(
  rest: { readonly kept?: boolean; readonly full?: () => boolean; readonly stuck?: () => boolean } = {},
) {
  const records = new Map<string, string>();
  const keyOf = ({ namespace, key }: { namespace: LocalNamespace; key: string }) => `${namespace}/${key}`;
  const ok = <T>(data: T) => ({ ok: true as const, data });
  const kept = rest.kept ?? true;
  return {
    records,
    store: () =>
      desktopStore({
        localState: async () =>
          ok(kept ? { state: 'kept', reason: 'none' } : { state: 'not_kept', reason: 'no_secret_store' }),
        localGet: async (place) => ok({ value: records.get(keyOf(place)) ?? null }),
        async localList({ namespace }) {
          if (rest.stuck?.() === true) return { ok: false, error: wireError('internal', 'en', { reference: 'x' }) };
          const entries = [...records].filter(([key]) => key.startsWith(namespace));
          return ok({ entries: entries.map(([key, value]) => ({ key, value })) });
        },
        async localPut({ value, ...place }) {
          if (rest.full?.() === true) return ok({ kept: false });
          records.set(keyOf(place), value);
          return ok({ kept: true });
        },
        async localDelete(place) {
          records.delete(keyOf(place));
          return ok(undefined);
        },
      }),
  };
}

/** A hub with an effect for each id, and refusals as it is told. */
export function hubOf(refuse: (text: string) => Answer<never> | null = () => null) {
  const effects: { readonly id: string; readonly conversationId: string; readonly text: string }[] = [];
  return {
    effects,
    textsOf: (conversationId: string) =>
      effects.filter((effect) => effect.conversationId === conversationId).map(({ text }) => text),
    take({ id, input }: Pick<PendingCommand, 'id' | 'input'>): Answer<unknown> {
      const { conversationId, text } = input as { conversationId: string; text: string };
      const refused = refuse(text);
      if (refused !== null) return refused;
      if (!effects.some((effect) => effect.id === id)) effects.push({ id, conversationId, text });
      return { ok: true, data: {} };
    },
  };
}

let ids = 0;
const newId = (): string => {
  ids += 1;
  return `0190a000-0000-7000-8000-${String(ids).padStart(12, '0')}`;
};

export function deskOf(
  machine: ReturnType<typeof disk>,
  hub: ReturnType<typeof hubOf>,
  state: ConnectionView['state'] = 'offline',
) {
  const timing = fakeTiming();
  const view = createStore<ConnectionView>(() => ({ state, completeUpTo: null, problem: null }));
  const launched: PendingCommand[] = [];
  const waiting: (() => void)[] = [];
  let holding = false;
  const isOpen = () => view.getState().state !== 'offline';
  const answer = async (command: PendingCommand): Promise<Answer<unknown>> => {
    launched.push(command);
    if (!isOpen() || holding) await new Promise<void>((go) => waiting.push(go));
    return hub.take(command);
  };
  const outbox = createOutbox({
    local: machine.store(),
    sender: {
      launch: answer,
      send: async (name, input, id = newId()) => {
        if (!isOpen()) return { ok: false, error: wireError('hub_unreachable', 'en', { where: 'x' }) };
        return (await answer({ id, name, input, at: '', state: 'pending' })) as Answer<never>;
      },
      discard: () => undefined,
    },
    connection: { isOpen, goneMs: () => (isOpen() ? 0 : 60_000), view },
    unreachable: () => wireError('hub_unreachable', 'en', { where: 'x' }),
    newId,
    timing,
  });
  return {
    outbox,
    launched,
    timing,
    write: (n: number, text: string) =>
      outbox.give(
        'message:send',
        { conversationId: conversationOf(n), epoch: 1, text, seen: { [CUSTOMER]: 1 } },
        { conversationId: conversationOf(n), customerId: CUSTOMER },
      ),
    /** The same, with what belongs to a delay. */
    give: (
      text: string,
      of: Pick<GivenOf, 'delayMs' | 'onTaken'>,
      name: 'message:send' | 'note:add' = 'message:send',
    ) =>
      outbox.give(
        name,
        { conversationId: conversationOf(1), customerId: CUSTOMER, epoch: 1, text, seen: {} } as never,
        { conversationId: conversationOf(1), customerId: CUSTOMER, ...of },
      ),
    async connect() {
      view.setState({ state: 'catching_up' });
      await settle();
      view.setState({ state: 'connected' });
      for (const go of waiting.splice(0)) go();
      for (let turn = 0; turn < 60; turn += 1) await settle();
    },
    lose: () => view.setState({ state: 'offline' }),
    hold: (now: boolean) => {
      holding = now;
    },
  };
}

/** Refused for what came meanwhile. */
export const stale = (): Answer<never> => ({
  ok: false,
  error: { ...wireError('stale', 'en'), details: { items: [{ customerId: CUSTOMER, seq: 7 }], conversation: null } },
});
