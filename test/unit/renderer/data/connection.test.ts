import { expect, it } from 'vitest';
import { createConnection } from '#renderer/data/sync/connection.ts';
import { wireError } from '#renderer/data/sync/hub-error.ts';
import type { HubSocket } from '#renderer/data/sync/socket.ts';
import { backoffMs } from '#renderer/data/sync/timing.ts';
import type { WireError } from '#shared/wire/ack.ts';
import { fakeTiming } from '#test/support/fake-timing.ts';

type FakeSocket = {
  readonly token: string;
  readonly open: () => void;
  readonly refuse: (error: WireError | null) => void;
  readonly cut: () => void;
  readonly say: (event: string, ...args: unknown[]) => void;
  closed: boolean;
};

function setUp() {
  const timing = fakeTiming();
  const sockets: FakeSocket[] = [];
  const forced: boolean[] = [];
  const ended: string[] = [];
  const openSocket = (_url: string, token: string): HubSocket => {
    const on = new Map<string, (...args: unknown[]) => void>();
    const tell = (event: string, ...args: unknown[]) => on.get(event)?.(...args);
    const fake: FakeSocket = {
      token,
      closed: false,
      open: () => tell('open'),
      refuse: (error) => tell('refused', error),
      cut: () => tell('close'),
      say: tell,
    };
    sockets.push(fake);
    const put = (event: string) => (listener: unknown) => void on.set(event, listener as () => void);
    return {
      onOpen: put('open'),
      onRefused: put('refused'),
      onClose: put('close'),
      on: (event, listener) => void on.set(event, listener as () => void),
      emit: () => undefined,
      request: async () => ({ ok: true, data: {} }),
      close: () => {
        fake.closed = true;
      },
    };
  };
  const connection = createConnection({
    baseUrl: async () => 'http://hub',
    token: async (force = false) => {
      forced.push(force);
      return `token ${forced.length}`;
    },
    locale: () => 'en',
    open: openSocket,
    timing,
    onRevoked: () => ended.push('revoked'),
  });
  const last = () => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  return { timing, connection, sockets, forced, ended, last, state: () => connection.view.getState().state };
}

it('[SY4] is connecting, then catching up, then connected, and offline when the line is lost', async () => {
  const { connection, last, state, timing } = setUp();
  connection.start();
  expect(state()).toBe('connecting');
  await timing.advance(0);
  last().open();
  expect(state()).toBe('catching_up');
  connection.setComplete(true);
  expect(state()).toBe('connected');
  last().say('heads', { heads: [], at: '2026-04-01T01:00:10.000Z' });
  last().cut();
  expect(connection.view.getState()).toMatchObject({ state: 'offline', completeUpTo: '2026-04-01T01:00:10.000Z' });
});

it('tries again after half a second, then ever later up to thirty seconds, with jitter', () => {
  const waits = (chance: number) => [0, 1, 2, 3, 6, 20].map((tries) => backoffMs(tries, () => chance));
  expect(waits(0)).toEqual([250, 500, 1000, 2000, 15_000, 15_000]);
  expect(waits(1)).toEqual([500, 1000, 2000, 4000, 30_000, 30_000]);
});

it('a line that flaps does not loop: within a minute at most a few are opened', async () => {
  const { connection, last, sockets, timing } = setUp();
  connection.start();
  for (let second = 0; second < 600; second += 1) {
    await timing.advance(100);
    if (!last().closed) {
      last().open();
      last().cut();
    }
  }
  expect(sockets.length).toBeLessThan(12);
});

it('a line that was healthy is opened again soon', async () => {
  const { connection, last, sockets, timing } = setUp();
  connection.start();
  await timing.advance(0);
  for (let round = 0; round < 6; round += 1) {
    last().open();
    await timing.advance(20_000);
    const before = sockets.length;
    last().cut();
    await timing.advance(500);
    expect(sockets.length).toBe(before + 1);
  }
});

it('a token that the hub did not take is renewed for the next try', async () => {
  const { connection, last, forced, timing } = setUp();
  connection.start();
  await timing.advance(0);
  last().refuse(wireError('token_expired', 'en'));
  await timing.advance(1000);
  expect(forced).toEqual([false, true]);
  last().open();
  expect(connection.view.getState().problem).toBeNull();
});

it('says why it is refused, and tries on', async () => {
  const { connection, last, sockets, timing } = setUp();
  connection.start();
  await timing.advance(0);
  last().refuse(wireError('version_unsupported', 'en', { found: 1, expected: '2' }));
  expect(connection.view.getState()).toMatchObject({ state: 'offline', problem: { code: 'version_unsupported' } });
  await timing.advance(1000);
  expect(sockets.length).toBe(2);
});

it('a session that was ended is not come back to', async () => {
  for (const end of ['revoked', 'refused'] as const) {
    const { connection, last, sockets, ended, timing } = setUp();
    connection.start();
    await timing.advance(0);
    if (end === 'revoked') {
      last().open();
      last().say('revoked');
    } else last().refuse(wireError('session_revoked', 'en'));
    await timing.advance(120_000);
    expect(ended).toEqual(['revoked']);
    expect(sockets.length).toBe(1);
    expect(timing.waiting()).toBe(0);
  }
});

it('after sleep it opens a new line at once, without waiting for its turn', async () => {
  const { connection, last, sockets, timing } = setUp();
  connection.start();
  await timing.advance(0);
  const first = last();
  first.open();
  connection.reconnectNow();
  await timing.advance(0);
  expect([first.closed, sockets.length]).toEqual([true, 2]);
  first.cut();
  last().open();
  expect(connection.isOpen()).toBe(true);
});

it('a line that says nothing for half a minute is dead, though nobody said so', async () => {
  const { connection, last, sockets, timing } = setUp();
  connection.start();
  await timing.advance(0);
  last().open();
  await timing.advance(29_000);
  last().say('heads', { heads: [], at: '2026-04-01T01:00:29.000Z' });
  await timing.advance(29_000);
  expect(sockets.length).toBe(1);
  await timing.advance(2000);
  expect(sockets.length).toBe(2);
});
