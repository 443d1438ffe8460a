import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaveAll, leaveBefore } from '#renderer/data/client/going-on.ts';
import { sendDelayMs } from '#shared/domain/send-delay.ts';
import { settle } from '#test/support/fake-timing.ts';
import { conversationOf, deskOf, disk, hubOf, stale } from '#test/support/outbox-desk.ts';

const DELAY = { delayMs: 15_000 };
const HERE = conversationOf(1);
const commandsOf = (desk: ReturnType<typeof deskOf>) => desk.outbox.store.getState().get(HERE)?.commands ?? [];
const firstId = (desk: ReturnType<typeof deskOf>): string => commandsOf(desk)[0]?.id ?? '';

function connected(machine = disk(), hub = hubOf()) {
  return { machine, hub, desk: deskOf(machine, hub, 'connected') };
}

describe('an answer that can be taken back', () => {
  it('is on disk at once and leaves after its time, not before', async () => {
    const { machine, hub, desk } = connected();
    expect(await desk.give('one', DELAY)).toEqual({ state: 'queued' });
    expect([...machine.records.values()].join()).toContain('one');
    await desk.timing.advance(14_999);
    expect(desk.launched).toEqual([]);
    await desk.timing.advance(1);
    expect(hub.textsOf(HERE)).toEqual(['one']);
    expect(machine.records.size).toBe(0);
  });

  it('tells what the hub made of it, once it has left', async () => {
    const { desk } = connected();
    const taken: unknown[] = [];
    await desk.give('one', { ...DELAY, onTaken: (data) => taken.push(data) });
    expect(taken).toEqual([]);
    await desk.timing.advance(15_000);
    expect(taken).toEqual([{}]);
  });

  it('does not leave once taken back, and goes from disk only when its words are elsewhere', async () => {
    const { machine, hub, desk } = connected();
    await desk.give('one', DELAY);
    const id = firstId(desk);
    expect(await desk.outbox.undo(HERE, id)).toBe(true);
    await desk.timing.advance(60_000);
    expect(hub.effects).toEqual([]);
    expect(machine.records.size).toBe(1);
    await desk.outbox.drop(HERE, id);
    expect(machine.records.size).toBe(0);
  });

  it('[SY5] taken back and then killed: the next start does not send it, and has its words', async () => {
    const { machine, hub, desk } = connected();
    await desk.give('one', DELAY);
    await desk.outbox.undo(HERE, firstId(desk));
    const next = deskOf(machine, hub, 'connected');
    await next.outbox.load();
    await next.timing.advance(60_000);
    expect(hub.effects).toEqual([]);
    expect(commandsOf(next)).toMatchObject([{ undone: true, input: { text: 'one' } }]);
  });

  it('[SY5] killed while it waits: the next start goes on counting, and sends it once', async () => {
    const { machine, hub, desk } = connected();
    await desk.give('one', DELAY);
    const next = deskOf(machine, hub, 'connected');
    await next.outbox.load();
    expect(await next.outbox.undo(HERE, 'no such one')).toBe(false);
    await next.timing.advance(15_000);
    expect(hub.textsOf(HERE)).toEqual(['one']);
    await desk.timing.advance(15_000);
    // The same id: whichever of the two windows gives it, it has one effect ([SY2]).
    expect(hub.textsOf(HERE)).toEqual(['one']);
  });

  it('[SY5] does not leave in the name of whoever signs in next; it does once its author is back', async () => {
    const { machine, hub, desk } = connected();
    await desk.give('one', DELAY);
    desk.outbox.forget();
    await desk.timing.advance(60_000);
    expect(hub.effects).toEqual([]);
    expect(machine.records.size).toBe(1);
    await desk.outbox.load();
    await desk.timing.advance(15_000);
    expect(hub.textsOf(HERE)).toEqual(['one']);
  });

  it('can not be taken back once its time is over', async () => {
    const { desk } = connected();
    desk.hold(true);
    await desk.give('one', DELAY);
    const id = firstId(desk);
    await desk.timing.advance(15_000);
    expect(desk.launched).toHaveLength(1);
    expect(await desk.outbox.undo(HERE, id)).toBe(false);
  });

  it('is not passed by what is written after it, but a note is never delayed', async () => {
    const { hub, desk } = connected();
    await desk.give('one', DELAY);
    expect(await desk.give('two', {})).toEqual({ state: 'queued' });
    expect(await desk.give('note', {}, 'note:add')).toMatchObject({ state: 'answered', answer: { ok: true } });
    expect(hub.textsOf(HERE)).toEqual(['note']);
    await desk.timing.advance(15_000);
    expect(hub.textsOf(HERE)).toEqual(['note', 'one', 'two']);
  });

  it('taken back, lets what was written after it go at once', async () => {
    const { hub, desk } = connected();
    await desk.give('one', DELAY);
    await desk.give('two', {});
    await desk.outbox.undo(HERE, firstId(desk));
    await settle();
    expect(hub.textsOf(HERE)).toEqual(['two']);
  });

  it('[CV3] refused after its time, stops its queue and asks', async () => {
    const { desk } = connected(
      disk(),
      hubOf(() => stale()),
    );
    await desk.give('one', DELAY);
    await desk.timing.advance(15_000);
    expect(desk.outbox.store.getState().get(HERE)?.stopped?.code).toBe('stale');
    expect(commandsOf(desk)).toHaveLength(1);
  });

  it('waits for the line after its time, where there is none', async () => {
    const [machine, hub] = [disk(), hubOf()];
    const desk = deskOf(machine, hub);
    await desk.give('one', DELAY);
    await desk.timing.advance(20_000);
    expect(desk.launched).toEqual([]);
    await desk.connect();
    expect(hub.textsOf(HERE)).toEqual(['one']);
  });

  it('[SY5] is not held back where nothing is kept: closing the window would lose it', async () => {
    const desk = deskOf(disk({ kept: false }), hubOf(), 'connected');
    expect(await desk.give('one', DELAY)).toMatchObject({ state: 'answered' });
    expect(desk.outbox.store.getState().size).toBe(0);
  });
});

describe('an answer whose author goes on to end the conversation', () => {
  it('leaves at once, with what was written after it, and before the command', async () => {
    const { hub, desk } = connected();
    await desk.give('one', DELAY);
    await desk.give('two', {});
    expect(await leaveBefore(desk.outbox, 'conversation:resolve', { conversationId: HERE })).toBeNull();
    expect(hub.textsOf(HERE)).toEqual(['one', 'two']);
    await desk.timing.advance(60_000);
    expect(hub.textsOf(HERE)).toEqual(['one', 'two']);
  });

  it('goes on waiting where the command is about something else, or ends nothing', async () => {
    const { hub, desk } = connected();
    await desk.give('one', DELAY);
    expect(leaveBefore(desk.outbox, 'conversation:resolve', { conversationId: conversationOf(2) })).toBeNull();
    expect(leaveBefore(desk.outbox, 'conversation:categorise', { conversationId: HERE })).toBeNull();
    expect(hub.effects).toEqual([]);
    expect(await desk.outbox.undo(HERE, firstId(desk))).toBe(true);
  });

  it('[CV3] refused, keeps the command from being given: its author is asked first', async () => {
    const { desk } = connected(
      disk(),
      hubOf(() => stale()),
    );
    await desk.give('one', DELAY);
    const why = await leaveBefore(desk.outbox, 'conversation:resolve', { conversationId: HERE });
    expect(why?.code).toBe('stale');
    expect(commandsOf(desk)).toHaveLength(1);
  });

  it('says so when no answer comes, and nothing is lost', async () => {
    const { hub, desk } = connected();
    desk.hold(true);
    await desk.give('one', DELAY);
    const why = leaveBefore(desk.outbox, 'handoff:offer', { conversationId: HERE });
    await desk.timing.advance(4000);
    expect((await why)?.code).toBe('hub_unreachable');
    await desk.connect();
    expect(hub.textsOf(HERE)).toEqual(['one']);
  });

  it('is waited for where it is on its way already', async () => {
    const { hub, desk } = connected();
    desk.hold(true);
    await desk.give('one', DELAY);
    await desk.timing.advance(15_000);
    expect(desk.launched).toHaveLength(1);
    let said: unknown = 'nothing yet';
    void leaveBefore(desk.outbox, 'conversation:resolve', { conversationId: HERE })?.then((why) => {
      said = why;
    });
    await settle();
    expect(said).toBe('nothing yet');
    await desk.connect();
    expect(said).toBeNull();
    expect(hub.textsOf(HERE)).toEqual(['one']);
  });

  it('can still be taken back when the window has not caught up: then neither leaves', async () => {
    const desk = deskOf(disk(), hubOf(), 'catching_up');
    await desk.give('one', DELAY);
    const why = await leaveBefore(desk.outbox, 'conversation:resolve', { conversationId: HERE });
    expect(why?.code).toBe('hub_unreachable');
    expect(await desk.outbox.undo(HERE, firstId(desk))).toBe(true);
  });

  it.each([
    ['handoff:return', { conversationId: HERE }],
    ['help:give-back', { conversationId: HERE }],
    ['shift:hand-over', { notes: [] }],
    ['escalation:give-back', { escalationId: conversationOf(9) }],
    ['conversation:undo-link', { linkId: conversationOf(9) }],
  ] as const)('leaves before %s too', async (name, input) => {
    const { hub, desk } = connected();
    await desk.give('one', DELAY);
    expect(await leaveBefore(desk.outbox, name, input)).toBeNull();
    expect(hub.textsOf(HERE)).toEqual(['one']);
  });

  it('[SY5] before signing out, all that can leave does; without a line it stays where it is kept', async () => {
    const { hub, desk } = connected();
    await desk.give('one', DELAY);
    await leaveAll(desk.outbox);
    expect(hub.textsOf(HERE)).toEqual(['one']);
    await desk.give('two', DELAY);
    desk.lose();
    await leaveAll(desk.outbox);
    expect(commandsOf(desk)).toHaveLength(1);
  });
});

describe('whether an answer waits', () => {
  it('is the team’s for its channel, unless the agent chose', () => {
    const team = ['email'] as const;
    expect(sendDelayMs('email', { own: undefined, team })).toBe(15_000);
    // A form is answered by mail.
    expect(sendDelayMs('form', { own: 'team', team })).toBe(15_000);
    expect(sendDelayMs('chat', { own: 'team', team })).toBe(0);
    expect(sendDelayMs('chat', { own: 'always', team })).toBe(15_000);
    expect(sendDelayMs('email', { own: 'never', team })).toBe(0);
  });
});

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant('delayed' as const) },
  { weight: 2, arbitrary: fc.constant('plain' as const) },
  { weight: 3, arbitrary: fc.constant('undo' as const) },
  { weight: 2, arbitrary: fc.constant('kill' as const) },
  { weight: 1, arbitrary: fc.constant('leave' as const) },
  { weight: 3, arbitrary: fc.constant('wait' as const) },
);

it('[SY2] [SY5] whatever is taken back and killed, each text either leaves once, in order, or was taken back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const [machine, hub] = [disk(), hubOf()];
      let desk = deskOf(machine, hub, 'connected');
      await desk.outbox.load();
      const [written, undone]: [string[], Set<string>] = [[], new Set()];
      for (const [at, one] of steps.entries()) {
        if (one === 'delayed' || one === 'plain') {
          written.push(`text ${at}`);
          void desk.give(`text ${at}`, one === 'delayed' ? DELAY : {});
          for (let turn = 0; turn < 3; turn += 1) await settle();
        } else if (one === 'wait') await desk.timing.advance(6000);
        else if (one === 'undo') {
          const last = commandsOf(desk).findLast((command) => command.undone !== true);
          if (last !== undefined && (await desk.outbox.undo(HERE, last.id))) undone.add(String(last.input['text']));
          await settle();
        } else if (one === 'leave') await leaveAll(desk.outbox);
        else {
          desk.lose();
          desk = deskOf(machine, hub, 'connected');
          await desk.outbox.load();
        }
      }
      await desk.timing.advance(60_000);
      await desk.connect();
      expect(hub.textsOf(HERE)).toEqual(written.filter((text) => !undone.has(text)));
      // What was taken back is still there to be written on.
      const left = commandsOf(desk).map(({ input }) => String(input['text']));
      expect(left).toEqual(written.filter((text) => undone.has(text)));
    }),
    { numRuns: 150 },
  );
});
