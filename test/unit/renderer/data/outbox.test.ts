import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settle } from '#test/support/fake-timing.ts';
import { CUSTOMER, conversationOf, deskOf, disk, hubOf, stale } from '#test/support/outbox-desk.ts';

it('[SY5] what is written offline waits on disk and leaves in order once the desk has caught up, not before', async () => {
  const [machine, hub] = [disk(), hubOf()];
  const desk = deskOf(machine, hub);
  for (const text of ['one', 'two', 'three']) expect(await desk.write(1, text)).toEqual({ state: 'queued' });
  expect(desk.launched).toEqual([]);
  expect([...machine.records.values()].join()).toContain('three');
  await desk.connect();
  expect(hub.textsOf(conversationOf(1))).toEqual(['one', 'two', 'three']);
  expect(machine.records.size).toBe(0);
});

it('[SY2] a desk that died between the hub’s answer and taking note of it sends the same id again', async () => {
  const [machine, hub] = [disk(), hubOf()];
  const first = deskOf(machine, hub);
  await first.write(1, 'one');
  const left = new Map(machine.records);
  await first.connect();
  expect(hub.effects).toHaveLength(1);
  // As it was on disk when the answer came.
  for (const [key, value] of left) machine.records.set(key, value);
  const second = deskOf(machine, hub);
  await second.outbox.load();
  await second.connect();
  expect(second.launched.map(({ id }) => id)).toEqual(first.launched.map(({ id }) => id));
  expect(hub.effects).toHaveLength(1);
  expect(machine.records.size).toBe(0);
});

it('[SY5] a queue that the disk does not give is never written over, and is there as soon as it does', async () => {
  let stuck = false;
  const machine = disk({ stuck: () => stuck });
  const hub = hubOf();
  await deskOf(machine, hub).write(1, 'before the crash');
  const left = new Map(machine.records);
  stuck = true;
  const second = deskOf(machine, hub);
  await second.outbox.load();
  expect(await second.write(1, 'now')).toMatchObject({ state: 'answered', answer: { ok: false } });
  expect(machine.records).toEqual(left);
  stuck = false;
  await second.timing.advance(5000);
  expect(second.outbox.store.getState().get(conversationOf(1))?.commands).toHaveLength(1);
  expect(await second.write(1, 'after')).toEqual({ state: 'queued' });
  await second.connect();
  expect(hub.textsOf(conversationOf(1))).toEqual(['before the crash', 'after']);
});

it('[SY5] the first refusal stops its queue alone, also for the next start, until it is decided', async () => {
  const machine = disk();
  let refusing = true;
  const hub = hubOf((text) => (refusing && text === 'b1' ? stale() : null));
  const first = deskOf(machine, hub);
  for (const text of ['b1', 'b2']) await first.write(2, text);
  await first.write(1, 'a1');
  await first.connect();
  expect(hub.effects.map(({ text }) => text)).toEqual(['a1']);

  const second = deskOf(machine, hub);
  await second.outbox.load();
  await second.connect();
  expect(second.launched).toEqual([]);
  expect(second.outbox.store.getState().get(conversationOf(2))?.stopped?.code).toBe('stale');

  refusing = false;
  await second.outbox.insist(conversationOf(2), { epoch: 5, seen: { [CUSTOMER]: 7 } });
  await second.connect();
  expect(hub.textsOf(conversationOf(2))).toEqual(['b1', 'b2']);
  expect(second.launched.map(({ input }) => input)).toMatchObject([
    { epoch: 5, seen: { [CUSTOMER]: 7 } },
    { epoch: 5, seen: { [CUSTOMER]: 7 } },
  ]);
  // Insisting is a new command ([CV3]).
  expect(new Set([...first.launched, ...second.launched].map(({ id }) => id)).size).toBe(4);
  expect(machine.records.size).toBe(0);
});

it('[CV3] a send on a healthy line is answered as it is, and a refusal gives the words back instead of stopping a queue', async () => {
  const machine = disk();
  const hub = hubOf((text) => (text === 'no' ? stale() : null));
  const desk = deskOf(machine, hub, 'connected');
  expect(await desk.write(1, 'yes')).toEqual({ state: 'answered', answer: { ok: true, data: {} } });
  expect(await desk.write(1, 'no')).toMatchObject({
    state: 'answered',
    answer: { ok: false, error: { code: 'stale' } },
  });
  expect(desk.outbox.store.getState().size).toBe(0);
  expect(machine.records.size).toBe(0);
});

it('[SY5] a line that goes while a send is under way: it waits, in its place, and later ones behind it', async () => {
  const [machine, hub] = [disk(), hubOf()];
  const desk = deskOf(machine, hub, 'connected');
  desk.hold(true);
  const under = desk.write(1, 'one');
  await settle();
  desk.lose();
  await desk.timing.advance(10_000);
  expect(await under).toEqual({ state: 'queued' });
  expect(await desk.write(1, 'two')).toEqual({ state: 'queued' });
  desk.hold(false);
  await desk.connect();
  expect(hub.textsOf(conversationOf(1))).toEqual(['one', 'two']);
});

it('[SY5] where nothing is kept, or the disk is full, sending offline is refused and nothing is left over', async () => {
  for (const machine of [disk({ kept: false }), disk({ full: () => true })]) {
    const desk = deskOf(machine, hubOf());
    expect(await desk.write(1, 'one')).toMatchObject({
      state: 'answered',
      answer: { ok: false, error: { code: 'hub_unreachable' } },
    });
    expect(desk.outbox.store.getState().size).toBe(0);
  }
});

it('who signs in after another finds nothing of theirs', async () => {
  const [machine, hub] = [disk(), hubOf()];
  const desk = deskOf(machine, hub);
  await desk.write(1, 'one');
  desk.outbox.forget();
  machine.records.clear();
  await desk.connect();
  expect(desk.outbox.store.getState().size).toBe(0);
  expect(hub.effects).toEqual([]);
});

/** What a person, a network and a crash may do, in any order. */
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), to: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('connect' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
);

it('[SY2] [SY5] whatever line and machine do, everything written leaves once and in the order of writing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
      const [machine, hub] = [disk(), hubOf()];
      const written = new Map<number, string[]>();
      let desk = deskOf(machine, hub);
      await desk.outbox.load();
      for (const [at, one] of acts.entries()) {
        if (one.do === 'write') {
          written.set(one.to, [...(written.get(one.to) ?? []), `text ${at}`]);
          const given = desk.write(one.to, `text ${at}`);
          await settle();
          await Promise.race([given, settle()]);
        } else if (one.do === 'connect') await desk.connect();
        else if (one.do === 'lose') desk.lose();
        else {
          desk.lose();
          desk = deskOf(machine, hub);
          await desk.outbox.load();
        }
      }
      await desk.connect();
      await desk.connect();
      for (const [to, texts] of written) expect(hub.textsOf(conversationOf(to))).toEqual(texts);
      expect(machine.records.size).toBe(0);
    }),
    { numRuns: 150 },
  );
});

it('[SY5] the hub’s answer is heard also when it comes before the disk’s', async () => {
  const [machine, hub] = [disk(), hubOf()];
  let release = (): void => undefined;
  let isSlow = false;
  const slow: typeof machine = {
    ...machine,
    store() {
      const store = machine.store();
      return {
        ...store,
        async put(namespace, key, value) {
          if (isSlow) {
            isSlow = false;
            await new Promise<void>((go) => {
              release = go;
            });
          }
          return store.put(namespace, key, value);
        },
      };
    },
  };
  const desk = deskOf(slow, hub, 'connected');
  desk.hold(true);
  const first = desk.write(1, 'one');
  await settle();
  isSlow = true;
  const second = desk.write(1, 'two');
  await settle();
  desk.hold(false);
  await desk.connect();
  expect(hub.textsOf(conversationOf(1))).toEqual(['one', 'two']);
  release();
  expect(await Promise.all([first, second])).toMatchObject([{ answer: { ok: true } }, { answer: { ok: true } }]);
});
