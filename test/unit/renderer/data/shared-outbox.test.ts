import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ConnectionView, DeskClient, SessionView } from '#renderer/data/client/desk-client-types.ts';
import type { Given, Outbox } from '#renderer/data/local/local-types.ts';
import { remoteOutbox, serveOutbox, type Wire } from '#renderer/data/local/shared-outbox.ts';
import { wireError } from '#renderer/data/sync/hub-error.ts';
import { fakeTiming, settle } from '#test/support/fake-timing.ts';
import { CUSTOMER, conversationOf, deskOf, disk, hubOf, stale } from '#test/support/outbox-desk.ts';

/** Windows of one desktop: each hears all the others, and gets copies. */
function windows(): () => Wire & { readonly die: () => void } {
  const ears: { readonly of: number; readonly hear: (message: unknown) => void }[] = [];
  const dead = new Set<number>();
  let count = 0;
  return () => {
    count += 1;
    const own = count;
    return {
      post(message) {
        if (dead.has(own)) return;
        const copy = structuredClone(message);
        queueMicrotask(() => {
          for (const { of, hear } of ears) if (of !== own && !dead.has(of)) hear(copy);
        });
      },
      listen: (hear) => void ears.push({ of: own, hear }),
      die: () => void dead.add(own),
    };
  };
}

const unreachable = () => wireError('hub_unreachable', 'en', { where: 'x' });
let ids = 0;

function popOut(wire: Wire) {
  const timing = fakeTiming();
  const outbox = remoteOutbox({
    wire,
    timing,
    unreachable,
    newId: () => {
      ids += 1;
      return `0190a000-0000-7000-8000-ca${String(ids).padStart(10, '0')}`;
    },
  });
  const write = (text: string, onTaken?: (data: unknown) => void): Promise<Given<unknown>> =>
    outbox.give(
      'message:send',
      { conversationId: conversationOf(1), epoch: 1, text, seen: { [CUSTOMER]: 1 } },
      { conversationId: conversationOf(1), customerId: CUSTOMER, ...(onTaken && { onTaken }) },
    );
  return { outbox, timing, write };
}

/** The desk's page: it serves the other windows, and shows some sends of its own as failed. */
function serve(wire: Wire, { outbox, timing }: ReturnType<typeof deskOf>, status: SessionView['status'] = 'signed_in') {
  const discarded: string[] = [];
  const view = createStore<SessionView>(() => ({ status, agent: null, reason: 'none' }));
  const ownFailed = { name: 'message:send', state: 'failed', input: { conversationId: conversationOf(1) } };
  const pending = {
    store: createStore(() => [{ id: 'own-failed', ...ownFailed }]),
    discard: (id: string) => void discarded.push(id),
  };
  const client = { local: { outbox }, pending, session: { view } } as unknown as DeskClient;
  serveOutbox({ wire, client, nowMs: timing.now });
  return { discarded, become: (now: SessionView['status']) => view.setState({ status: now }) };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await settle();
}

describe('[SY2] the window of one conversation sends by the desk’s outbox', () => {
  it('what is written there leaves after what was written in the desk before it', async () => {
    const open = windows();
    const hub = hubOf();
    const desk = deskOf(disk(), hub);
    serve(open(), desk);
    const { write } = popOut(open());
    expect(await desk.write(1, 'from the desk')).toEqual({ state: 'queued' });
    expect(await write('from its window')).toEqual({ state: 'queued' });
    await desk.connect();
    expect(hub.textsOf(conversationOf(1))).toEqual(['from the desk', 'from its window']);
  });

  it('[SY5] what is sent while there is no line is on disk, and its window hears when it went', async () => {
    const open = windows();
    const machine = disk();
    const desk = deskOf(machine, hubOf());
    serve(open(), desk);
    const { write } = popOut(open());
    const taken: unknown[] = [];
    expect(await write('offline', (data) => taken.push(data))).toEqual({ state: 'queued' });
    expect([...machine.records.values()].join()).toContain('offline');
    await desk.connect();
    await settled();
    expect(taken).toEqual([{}]);
  });

  it('shows there what waits, and nothing that the desk can take back', async () => {
    const open = windows();
    const desk = deskOf(disk(), hubOf(), 'connected');
    await desk.give('may be taken back', { delayMs: 15_000 });
    serve(open(), desk);
    const { outbox } = popOut(open());
    await settled();
    const [command] = outbox.store.getState().get(conversationOf(1))?.commands ?? [];
    expect(command?.input).toMatchObject({ text: 'may be taken back' });
    expect(command?.notBefore).toBeUndefined();
    const id = command?.id ?? '';
    await desk.outbox.undo(conversationOf(1), id);
    await settled();
    expect(outbox.store.getState().size).toBe(0);
  });

  it('lets leave what waits before something ends the conversation', async () => {
    const open = windows();
    const hub = hubOf();
    const desk = deskOf(disk(), hub, 'connected');
    await desk.give('first', { delayMs: 15_000 });
    serve(open(), desk);
    expect(await popOut(open()).outbox.leaveNow(conversationOf(1))).toBeNull();
    expect(hub.textsOf(conversationOf(1))).toEqual(['first']);
  });

  it('[CV3] brings a refusal back to who wrote it, and keeps the words in no second place', async () => {
    const open = windows();
    const desk = deskOf(
      disk(),
      hubOf(() => stale()),
      'connected',
    );
    const { discarded } = serve(open(), desk);
    expect(await popOut(open()).write('late')).toMatchObject({ answer: { ok: false, error: { code: 'stale' } } });
    // That one and no other: what failed in the desk's own window is the agent's to decide there.
    expect(discarded).toEqual(desk.launched.map(({ id }) => id));
    expect(discarded).toHaveLength(1);
  });

  it('refuses where no desk takes it, and a desk that wakes too late leaves it', async () => {
    const open = windows();
    const lateWire = open();
    const { write, timing } = popOut(open());
    const given = write('nobody there');
    await timing.advance(4000);
    expect(await given).toMatchObject({ answer: { ok: false, error: { code: 'hub_unreachable' } } });

    const hub = hubOf();
    const desk = deskOf(disk(), hub, 'connected');
    const heard: unknown[] = [];
    lateWire.listen((message) => heard.push(message));
    serve(lateWire, desk);
    await desk.timing.advance(60_000);
    const second = write('too late');
    await settled();
    expect(heard).toHaveLength(1);
    await timing.advance(4000);
    expect(await second).toMatchObject({ answer: { ok: false } });
    expect(hub.effects).toEqual([]);
  });
});

/** One machine and one hub, with a desk that may die and be loaded anew. */
function machineOf({ kept = true } = {}) {
  const open = windows();
  const [machine, hub] = [disk({ kept }), hubOf()];
  const { write, timing, outbox } = popOut(open());
  return {
    hub,
    machine,
    timing,
    outbox,
    write: (onTaken?: (data: unknown) => void) => write('once', onTaken),
    sent: () => hub.textsOf(conversationOf(1)),
    /** As the page begins: heard by the other windows before it knows who is signed in and what lies on the disk. */
    desk(state: ConnectionView['state'], from = machine) {
      const desk = deskOf(from, hub, state);
      const wire = open();
      const { become } = serve(wire, desk, 'starting');
      return {
        ...desk,
        die: wire.die,
        become,
        async begin() {
          become('signed_in');
          await desk.outbox.load();
          await settled();
        },
      };
    },
  };
}
type Machine = ReturnType<typeof machineOf>;

/** What takes the writes of a page that dies before they come to anything. */
const tooLate = ({ machine }: Machine): Machine['machine'] => ({
  ...machine,
  store: () => ({ ...machine.store(), put: () => new Promise<never>(() => undefined) }),
});

describe('[SY2] an answer is neither lost nor sent twice when the desk dies', () => {
  it('before it took it: refused, the words stay where they were written, and nothing leaves', async () => {
    const all = machineOf();
    all.desk('connected').die();
    const given = all.write();
    await settled();
    await all.desk('connected').begin();
    await all.timing.advance(4000);
    expect(await given).toMatchObject({ answer: { ok: false, error: { code: 'hub_unreachable' } } });
    expect(all.sent()).toEqual([]);
  });

  it('after it took it, before it read who is signed in', async () => {
    const all = machineOf();
    const first = all.desk('connected');
    const given = all.write();
    await settled();
    // Before it read what lies on the disk it would write over it.
    expect([first.launched, all.machine.records.size]).toEqual([[], 0]);
    first.die();
    await all.desk('connected').begin();
    expect(await given).toMatchObject({ answer: { ok: true } });
    expect(all.sent()).toEqual(['once']);
  });

  it('after it took it, before it was on disk', async () => {
    const all = machineOf();
    const first = all.desk('connected', tooLate(all));
    await first.begin();
    const given = all.write();
    await settled();
    first.die();
    expect(all.machine.records.size).toBe(0);
    await all.desk('connected').begin();
    expect(await given).toMatchObject({ answer: { ok: true } });
    expect(all.sent()).toEqual(['once']);
  });

  it.each([
    ['before the hub had it', false],
    ['after the hub had it', true],
  ])('after it was on disk, %s', async (_when, reached) => {
    const all = machineOf();
    const first = all.desk('connected');
    await first.begin();
    first.hold(true);
    const given = all.write();
    await settled();
    // It was taken: time alone does not end it.
    await all.timing.advance(60_000);
    const [command] = first.launched;
    if (reached && command !== undefined) all.hub.take(command);
    first.die();
    expect(all.machine.records.size).toBe(1);
    await all.desk('connected').begin();
    // The hub's word may come before the desk's that it waits.
    expect(await given).not.toMatchObject({ answer: { ok: false } });
    expect(all.sent()).toEqual(['once']);
    expect(all.machine.records.size).toBe(0);
  });

  it('after it was on disk, and the line is gone: it waits, and its window hears when it went', async () => {
    const all = machineOf();
    const first = all.desk('connected');
    await first.begin();
    first.hold(true);
    const taken: unknown[] = [];
    const given = all.write((data) => taken.push(data));
    await settled();
    first.die();
    const second = all.desk('offline');
    await second.begin();
    expect(await given).toEqual({ state: 'queued' });
    await second.connect();
    await settled();
    expect(taken).toEqual([{}]);
    expect(all.sent()).toEqual(['once']);
  });

  it('after it was on disk, which is full now: what lies there is not refused', async () => {
    const all = machineOf();
    const first = all.desk('connected');
    await first.begin();
    first.hold(true);
    const given = all.write();
    await settled();
    first.die();
    const { store } = all.machine;
    const second = all.desk('offline', { ...all.machine, store: () => ({ ...store(), put: async () => false }) });
    await second.begin();
    expect(await given).toEqual({ state: 'queued' });
    await second.connect();
    expect(all.sent()).toEqual(['once']);
  });

  it('after the hub had it and the disk was cleared, before its window heard', async () => {
    const all = machineOf();
    const first = all.desk('connected');
    await first.begin();
    first.hold(true);
    const given = all.write();
    await settled();
    first.die();
    first.hold(false);
    await first.connect();
    expect([all.sent(), all.machine.records.size]).toEqual([['once'], 0]);
    await all.desk('connected').begin();
    expect(await given).toMatchObject({ answer: { ok: true } });
    expect(all.sent()).toEqual(['once']);
  });

  it('again, before the next one had answered', async () => {
    const all = machineOf();
    const first = all.desk('connected', tooLate(all));
    await first.begin();
    const given = all.write();
    await settled();
    first.die();
    const second = all.desk('connected', tooLate(all));
    await second.begin();
    second.die();
    await all.desk('connected').begin();
    expect(await given).toMatchObject({ answer: { ok: true } });
    expect(all.sent()).toEqual(['once']);
  });

  it('after it answered: the next one sends it from the disk, and is asked for nothing', async () => {
    const all = machineOf();
    const first = all.desk('offline');
    await first.begin();
    expect(await all.write()).toEqual({ state: 'queued' });
    first.die();
    const second = all.desk('offline');
    await second.begin();
    await second.outbox.discard(conversationOf(1));
    const third = all.desk('offline');
    await third.begin();
    await third.connect();
    // It was decided there that it is not to be sent.
    expect(all.sent()).toEqual([]);
  });

  it.each([
    ['before the hub had it', false],
    ['after the hub had it', true],
  ])('where nothing is kept, %s: it waits for the hub’s word, also over a lost line', async (_when, reached) => {
    const all = machineOf({ kept: false });
    const first = all.desk('connected');
    await first.begin();
    first.hold(true);
    const given = all.write();
    await settled();
    const [command] = first.launched;
    if (reached && command !== undefined) all.hub.take(command);
    first.die();
    const second = all.desk('offline');
    await second.begin();
    await second.connect();
    expect(await given).toMatchObject({ answer: { ok: true } });
    expect(all.sent()).toEqual(['once']);
  });

  it('and nobody is signed in at the next: the words are given back', async () => {
    const all = machineOf();
    const first = all.desk('connected', tooLate(all));
    await first.begin();
    const given = all.write();
    await settled();
    first.die();
    all.desk('connected').become('signed_out');
    expect(await given).toMatchObject({ answer: { ok: false, error: { code: 'hub_unreachable' } } });
    expect(all.sent()).toEqual([]);
  });

  it('and its window was signed out meanwhile: the next is asked for nothing', async () => {
    const all = machineOf();
    const first = all.desk('connected', tooLate(all));
    await first.begin();
    void all.write();
    await settled();
    first.die();
    all.outbox.forget();
    await all.desk('connected').begin();
    expect(all.sent()).toEqual([]);
  });
});

describe('[SY2] what a desk took and could not finish', () => {
  const broken = new Error('no disk');

  it('is given back to the window that wrote it, which waits for nothing', async () => {
    const open = windows();
    const desk = deskOf(disk(), hubOf(), 'connected');
    serve(open(), { ...desk, outbox: { ...desk.outbox, give: () => Promise.reject(broken) } });
    expect(await popOut(open()).write('words')).toMatchObject({ answer: { ok: false } });
  });

  it('waits where it stands in the queue all the same', async () => {
    const open = windows();
    const desk = deskOf(disk(), hubOf());
    const give: Outbox['give'] = async (name, input, of) => {
      await desk.outbox.give(name, input, of);
      throw broken;
    };
    serve(open(), { ...desk, outbox: { ...desk.outbox, give } });
    expect(await popOut(open()).write('words')).toEqual({ state: 'queued' });
  });

  it('is undone for nobody: what it was asked for else is answered as not done', async () => {
    const open = windows();
    const desk = deskOf(disk(), hubOf());
    serve(open(), { ...desk, outbox: { ...desk.outbox, undo: () => Promise.reject(broken) } });
    expect(await popOut(open()).outbox.undo(conversationOf(1), 'x')).toBe(false);
  });
});
