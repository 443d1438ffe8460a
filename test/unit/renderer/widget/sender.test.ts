import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSender } from '#renderer/widget/sync/sender.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { message } from './items.ts';

type Frame = { readonly id: string; readonly text: string; readonly answer: (answer: Answer<unknown> | null) => void };

const OK = (seq: number): Answer<unknown> => ({ ok: true, data: { item: message(seq) } });
const REFUSED = (retryable: boolean): Answer<unknown> => ({
  ok: false,
  error: { code: retryable ? 'unavailable' : 'invalid', message: 'why', retryable },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const kept = new Map<string, string>();
  const frames: Frame[] = [];
  const sent: number[] = [];
  const line = { up: true };
  const make = () =>
    createSender({
      tab: {
        get: (key) => kept.get(key) ?? null,
        set: (key, value) => (value === null ? void kept.delete(key) : void kept.set(key, value)),
      },
      visitorId: () => 'v',
      command: (id, _name, { text }) => new Promise((answer) => void frames.push({ id, text, answer })),
      isUp: () => line.up,
      sent: ({ seq }) => void sent.push(seq),
      changed: () => undefined,
    });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { make, frames, sent, line, settle };
}

describe('the sender', () => {
  it('sends one after another, in the order of writing', async () => {
    const { make, frames, sent, settle } = setUp();
    const sender = make();
    for (const text of ['a', 'b', 'c']) sender.add({ text });
    for (let i = 0; i < 3; i++) {
      await settle();
      expect(frames.map(({ text }) => text)).toEqual(['a', 'b', 'c'].slice(0, i + 1));
      frames[i]?.answer(OK(i + 1));
    }
    await settle();
    expect(sent).toEqual([1, 2, 3]);
    expect(sender.outbox()).toEqual([]);
  });

  it('[SY2] sends what got no answer again under the same id, and nothing before it', async () => {
    const { make, frames, settle } = setUp();
    const sender = make();
    sender.add({ text: 'a' });
    sender.add({ text: 'b' });
    await settle();
    frames[0]?.answer(null);
    await settle();
    expect(sender.isUnsettled()).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(frames.map(({ text }) => text)).toEqual(['a', 'a']);
    expect(frames[1]?.id).toBe(frames[0]?.id);
    frames[1]?.answer(OK(1));
    await settle();
    expect(frames[2]?.text).toBe('b');
  });

  it('keeps a message on a page that ends, and the next page sends it under its id', async () => {
    const { make, frames, line, settle } = setUp();
    line.up = false;
    make().add({ text: 'a' });
    await settle();
    expect(frames).toEqual([]);
    line.up = true;
    const next = make();
    const { id } = next.outbox()[0] ?? { id: '' };
    next.flush();
    await settle();
    expect(frames.map((frame) => frame.id)).toEqual([id]);
  });

  it('settles only what may have arrived already before the thread is read', async () => {
    const { make, frames, settle } = setUp();
    const first = make();
    first.add({ text: 'a' });
    first.add({ text: 'b' });
    await settle();
    const next = make();
    const settled = next.settleAttempted();
    await settle();
    frames[1]?.answer(OK(1));
    await settled;
    await settle();
    expect(frames.map(({ text }) => text)).toEqual(['a', 'a']);
    expect(next.outbox().map(({ said }) => said.text)).toEqual(['b']);
  });

  it('puts aside what is refused for good and goes on; waits and tries again for what is not', async () => {
    const { make, frames, settle } = setUp();
    const sender = make();
    sender.add({ text: 'a' });
    sender.add({ text: 'b' });
    await settle();
    frames[0]?.answer(REFUSED(false));
    await settle();
    expect(frames[1]?.text).toBe('b');
    expect(sender.outbox()[0]).toMatchObject({ said: { text: 'a' }, refused: 'why' });
    frames[1]?.answer(REFUSED(true));
    await settle();
    expect(sender.outbox()[1]).toMatchObject({ attempted: true });
    await vi.advanceTimersByTimeAsync(1000);
    expect(frames[2]).toMatchObject({ id: frames[1]?.id, text: 'b' });
  });
});
