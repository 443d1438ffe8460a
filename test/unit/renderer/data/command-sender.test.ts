import { expect, it } from 'vitest';
import { createCommandSender } from '#renderer/data/sync/command-sender.ts';
import { wireError } from '#renderer/data/sync/hub-error.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { CommandFrame } from '#shared/wire/socket.ts';
import { fakeTiming, settle } from '#test/support/fake-timing.ts';

type Reply = Answer<unknown> | 'no answer';

function setUp(replies: Reply[] = []) {
  const timing = fakeTiming();
  const sent: CommandFrame[] = [];
  let isOpen = true;
  let goneMs = 0;
  let opened: () => void = () => undefined;
  let ids = 0;
  const sender = createCommandSender({
    connection: {
      isOpen: () => isOpen,
      goneMs: () => goneMs,
      listen: (listeners) => {
        opened = listeners.opened ?? opened;
        return () => true;
      },
      request: async (_event, payload) => {
        sent.push(payload as CommandFrame);
        const reply = replies.shift() ?? { ok: true, data: {} };
        if (reply === 'no answer') throw new Error('timeout');
        return reply;
      },
    },
    hubAddress: () => 'http://hub',
    newId: () => `id ${++ids}`,
    locale: () => 'en',
    timing,
  });
  return {
    timing,
    sender,
    sent,
    lose(milliseconds = 0) {
      isOpen = false;
      goneMs = milliseconds;
    },
    find() {
      isOpen = true;
      goneMs = 0;
      opened();
    },
  };
}

const note = { customerId: '0190a000-0000-7000-8000-000000000001', text: 'a note' };
const refused = (code: 'unavailable' | 'stale'): Answer<never> => ({ ok: false, error: wireError(code, 'en') });

it('[SY2] a command without an answer is sent again with the same id and body', async () => {
  const { sender, sent, timing } = setUp(['no answer', 'no answer', { ok: true, data: { done: 1 } }]);
  const answer = sender.send('note:add', note);
  expect(sender.store.getState()).toMatchObject([{ id: 'id 1', state: 'pending' }]);
  await timing.advance(10_000);
  expect(await answer).toEqual({ ok: true, data: { done: 1 } });
  expect(sent.map(({ id }) => id)).toEqual(['id 1', 'id 1', 'id 1']);
  expect(new Set(sent.map(({ input }) => JSON.stringify(input))).size).toBe(1);
  expect(sender.store.getState()).toEqual([]);
});

it('[SY2] one that was under way when the line broke is finished on the next line', async () => {
  const setup = setUp(['no answer', { ok: true, data: {} }]);
  const answer = setup.sender.send('note:add', note);
  setup.lose();
  await settle();
  setup.find();
  expect(await answer).toEqual({ ok: true, data: {} });
  expect(setup.sent.map(({ id }) => id)).toEqual(['id 1', 'id 1']);
});

it('a command given in a short cut waits; offline it is refused at once and nothing is kept', async () => {
  const setup = setUp();
  setup.lose(1000);
  const waits = setup.sender.send('note:add', note);
  await settle();
  expect(setup.sent).toEqual([]);
  setup.find();
  expect((await waits).ok).toBe(true);
  setup.lose(10_000);
  expect(await setup.sender.send('note:add', note)).toMatchObject({ ok: false, error: { code: 'hub_unreachable' } });
  expect(setup.sender.store.getState()).toEqual([]);
});

it('a refusal is the answer, and is not tried again', async () => {
  const { sender, sent, timing } = setUp([refused('stale')]);
  expect(await sender.send('note:add', note)).toMatchObject({ ok: false, error: { code: 'stale' } });
  await timing.advance(60_000);
  expect(sent).toHaveLength(1);
});

it('what the hub refuses for now is tried again, then kept as failed, and can be sent again with its id', async () => {
  const { sender, sent, timing } = setUp(Array.from({ length: 6 }, () => refused('unavailable')));
  const answer = sender.send('note:add', note);
  await timing.advance(120_000);
  expect(await answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(sender.store.getState()).toMatchObject([{ id: 'id 1', state: 'failed', error: { code: 'unavailable' } }]);
  sender.retry('id 1');
  await timing.advance(0);
  expect(new Set(sent.map(({ id }) => id))).toEqual(new Set(['id 1']));
  expect(sender.store.getState()).toEqual([]);
});

it('a discarded one is gone, and whoever waits for it hears so', async () => {
  const setup = setUp();
  setup.lose(1000);
  const answer = setup.sender.send('note:add', note);
  setup.sender.discard('id 1');
  expect(await answer).toMatchObject({ ok: false, error: { code: 'hub_unreachable' } });
  setup.find();
  await settle();
  expect(setup.sent).toEqual([]);
});
