import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTopicFollower, type TopicFollower } from '#renderer/data/sync/topic-follower.ts';
import type { Cursor } from '#shared/wire/topic.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import { type FakeTiming, fakeTiming } from '#test/support/fake-timing.ts';

const topic = 'customer:0190a000-0000-7000-8000-000000000001';
const at = '2026-04-01T01:00:00.000Z';

/** A hub of one topic: what it committed, and what a client that fetched anew would hold. */
function topicHub() {
  let generation = 'g1';
  let version = 0;
  const calls = { catchUps: 0, reloads: 0, running: 0, mostRunning: 0 };
  const envelope = (v: number): Envelope => ({ topic, generation, version: v, at, event: { type: 'hidden' } });
  const during = async <T>(work: () => T): Promise<T> => {
    calls.running += 1;
    calls.mostRunning = Math.max(calls.mostRunning, calls.running);
    await Promise.resolve();
    calls.running -= 1;
    return work();
  };
  return {
    calls,
    commit: () => envelope(++version),
    renew: () => {
      generation = `${generation}'`;
      version = 0;
    },
    head: () => ({ topic, generation, version }),
    reload: () => {
      calls.reloads += 1;
      return during((): Cursor => ({ generation, version }));
    },
    catchUp: (cursor: Cursor) => {
      calls.catchUps += 1;
      return during(() => {
        const head = { topic, generation, version };
        if (cursor.generation !== generation || cursor.version > version) return { mode: 'reload' as const, head };
        const events = Array.from({ length: Math.min(3, version - cursor.version) }, (_, n) =>
          envelope(cursor.version + n + 1),
        );
        return { mode: 'events' as const, events, head };
      });
    },
  };
}

type Seen = { readonly places: string[]; readonly breaks: string[] };

function follow(hub: ReturnType<typeof topicHub>, timing: FakeTiming): { follower: TopicFollower; seen: Seen } {
  const seen: Seen = { places: [], breaks: [] };
  let last: Cursor | null = null;
  const follower = createTopicFollower({
    topic,
    timing,
    onProgress: () => undefined,
    catchUp: hub.catchUp,
    reload: async () => {
      last = await hub.reload();
      return last;
    },
    apply: ({ generation, version }) => {
      if (last === null || generation !== last.generation || version !== last.version + 1)
        seen.breaks.push(`${version} after ${last?.version}`);
      last = { generation, version };
      seen.places.push(`${generation}:${version}`);
    },
  });
  return { follower, seen };
}

async function followed() {
  const timing = fakeTiming();
  const hub = topicHub();
  const { follower, seen } = follow(hub, timing);
  follower.start();
  await timing.advance(0);
  follower.followed({ topic, mode: 'current', head: hub.head() });
  return { timing, hub, follower, seen };
}

it('[SY3] events in order are applied, those known already dropped', async () => {
  const { hub, follower, seen, timing } = await followed();
  const [one, two] = [hub.commit(), hub.commit()];
  for (const envelope of [one, two, one, two]) follower.receive(envelope);
  await timing.advance(0);
  expect(seen.places).toEqual(['g1:1', 'g1:2']);
  expect(hub.calls.catchUps).toBe(0);
  expect(follower.isComplete()).toBe(true);
});

it('[SY3] a gap is caught up on, one request at a time, and what came meanwhile is applied after it', async () => {
  const { hub, follower, seen, timing } = await followed();
  const all = Array.from({ length: 9 }, () => hub.commit());
  for (const envelope of all.slice(4)) follower.receive(envelope);
  expect(follower.isComplete()).toBe(false);
  await timing.advance(0);
  expect(seen.places).toEqual(all.map(({ version }) => `g1:${version}`));
  expect(hub.calls.mostRunning).toBe(1);
  expect(follower.isComplete()).toBe(true);
});

it('[SY3] a lost last event is noticed by the head, after the time a push may be on its way', async () => {
  const { hub, follower, seen, timing } = await followed();
  const lost = hub.commit();
  follower.beat(hub.head());
  expect(follower.isComplete()).toBe(false);
  await timing.advance(500);
  expect(hub.calls.catchUps).toBe(0);
  await timing.advance(600);
  expect(seen.places).toEqual([`g1:${lost.version}`]);
});

it('a head that overtakes its push asks for nothing', async () => {
  const { hub, follower, timing } = await followed();
  const late = hub.commit();
  follower.beat(hub.head());
  follower.receive(late);
  await timing.advance(5000);
  expect(hub.calls.catchUps).toBe(0);
});

it('[SY3] another generation fetches anew', async () => {
  const { hub, follower, timing } = await followed();
  hub.renew();
  follower.receive(hub.commit());
  follower.receive(hub.commit());
  await timing.advance(0);
  expect(hub.calls.reloads).toBe(2);
  expect(follower.cursor()).toEqual({ generation: "g1'", version: 2 });
  expect(follower.isComplete()).toBe(true);
});

it('what is committed between the first state and the following is not missed', async () => {
  const timing = fakeTiming();
  const hub = topicHub();
  const { follower, seen } = follow(hub, timing);
  follower.start();
  hub.commit();
  hub.commit();
  // The answer to `follow` comes before the state that was read earlier.
  const head = { ...hub.head() };
  follower.followed({ topic, mode: 'reload', head });
  await timing.advance(0);
  expect(follower.cursor()?.version).toBe(2);
  expect(follower.isComplete()).toBe(true);
  expect(seen.breaks).toEqual([]);
});

it('catching up that fails is tried again with growing waits, and never without end at once', async () => {
  const timing = fakeTiming();
  const hub = topicHub();
  let asked = 0;
  const follower = createTopicFollower({
    topic,
    timing,
    onProgress: () => undefined,
    apply: () => undefined,
    reload: hub.reload,
    catchUp: async () => {
      asked += 1;
      throw new Error('no answer');
    },
  });
  follower.start();
  await timing.advance(0);
  hub.commit();
  follower.receive(hub.commit());
  await timing.advance(60_000);
  expect(asked).toBeGreaterThan(4);
  expect(asked).toBeLessThan(12);
  expect(follower.isComplete()).toBe(false);
});

it('a hub that knows of more but does not give it is asked slowly, then fetched anew', async () => {
  const timing = fakeTiming();
  const hub = topicHub();
  let asked = 0;
  const follower = createTopicFollower({
    topic,
    timing,
    onProgress: () => undefined,
    apply: () => undefined,
    reload: hub.reload,
    catchUp: async () => {
      asked += 1;
      return { mode: 'events', events: [], head: hub.head() };
    },
  });
  follower.start();
  await timing.advance(0);
  hub.commit();
  follower.receive(hub.commit());
  await timing.advance(20_000);
  expect(asked).toBeLessThan(6);
  expect(follower.cursor()?.version).toBe(2);
});

const weights = { push: 8, lose: 3, delay: 2, twice: 2, beat: 2, cut: 1, renew: 1, wait: 3 };
type Step = keyof typeof weights;
const step = fc.oneof(
  ...Object.entries(weights).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what as Step) })),
);

it('[SY3] whatever is lost, late or doubled: every version once, in order, and complete in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const { hub, follower, seen, timing } = await followed();
      const late: Envelope[] = [];
      const act: Record<Step, () => void | Promise<void>> = {
        push: () => follower.receive(hub.commit()),
        lose: () => void hub.commit(),
        delay: () => void late.push(hub.commit()),
        twice: () => {
          const envelope = hub.commit();
          follower.receive(envelope);
          follower.receive(envelope);
        },
        beat: () => follower.beat(hub.head()),
        cut: () => {
          follower.disconnected();
          hub.commit();
          const head = hub.head();
          const mode = follower.cursor()?.generation === head.generation ? 'behind' : 'reload';
          follower.followed({ topic, mode, head });
        },
        renew: hub.renew,
        wait: () => timing.advance(1500),
      };
      for (const what of steps) {
        await act[what]();
        if (late.length > 2) for (const envelope of late.splice(0).reverse()) follower.receive(envelope);
      }
      await timing.advance(2000);
      follower.beat(hub.head());
      await timing.advance(40_000);
      follower.beat(hub.head());
      await timing.advance(40_000);
      expect(seen.breaks).toEqual([]);
      expect(follower.cursor()).toEqual({ generation: hub.head().generation, version: hub.head().version });
      expect(follower.isComplete()).toBe(true);
      expect(hub.calls.mostRunning).toBeLessThanOrEqual(2);
    }),
    { numRuns: 300 },
  );
});
