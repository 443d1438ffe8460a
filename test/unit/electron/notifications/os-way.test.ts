import { EventEmitter } from 'node:events';
import type { Notification } from 'electron';
import { describe, expect, it } from 'vitest';
import type { Pressed } from '#electron/native/notifications/alert-way.ts';
import { createOsWay } from '#electron/native/notifications/os-way.ts';
import { makeAlert } from './make-alert.ts';

/** A system that shows a notification when it is told to; what is closed is counted. */
function start({ isShownAtOnce }: { readonly isShownAtOnce: boolean }) {
  const made: (EventEmitter & { readonly closed: () => number })[] = [];
  const pressed: Pressed[] = [];
  const gone: string[] = [];
  const make = (): Notification => {
    let closed = 0;
    const one = Object.assign(new EventEmitter(), {
      closed: () => closed,
      show: () => isShownAtOnce && one.emit('show'),
      close: () => {
        closed += 1;
      },
    });
    made.push(one);
    return one as unknown as Notification;
  };
  const way = createOsWay({
    ends: { onPressed: (one) => pressed.push(one), onGone: (tag) => gone.push(tag) },
    look: () => ({}),
    system: { isSupported: () => true, make },
    withinMs: isShownAtOnce ? 60_000 : 1,
  });
  return { way, made, pressed, gone };
}

describe('[DK2] a notification of Electron’s', () => {
  it('that is shown can be pressed, once', async () => {
    const { way, made, pressed } = start({ isShownAtOnce: true });
    expect(await way.show(makeAlert({}))).toBe(true);
    made[0]?.emit('action', {}, 1);
    made[0]?.emit('click');
    expect(pressed).toEqual([{ tag: 'call:1', action: 'decline' }]);
  });

  it('that goes away by itself is told of, and one that was taken away is not', async () => {
    const { way, made, gone } = start({ isShownAtOnce: true });
    await way.show(makeAlert({ tag: 'a' }));
    await way.show(makeAlert({ tag: 'b' }));
    made[0]?.emit('close');
    way.close('b');
    made[1]?.emit('close');
    expect([gone, made[1]?.closed()]).toEqual([['a'], 1]);
  });

  it('that comes after it was given up is closed again, for the next way tells', async () => {
    const { way, made } = start({ isShownAtOnce: false });
    expect(await way.show(makeAlert({}))).toBe(false);
    expect(made[0]?.closed()).toBe(1);
    made[0]?.emit('show');
    expect(made[0]?.closed()).toBe(2);
  });

  it('that is pressed after it was given up is an answer all the same, and its end is not the alert’s', async () => {
    const { way, made, pressed, gone } = start({ isShownAtOnce: false });
    await way.show(makeAlert({}));
    made[0]?.emit('action', { actionIndex: 0 });
    made[0]?.emit('action', { actionIndex: 0 });
    made[0]?.emit('close');
    expect([pressed, gone]).toEqual([[{ tag: 'call:1', action: 'answer' }], []]);
  });

  it('that was given up says nothing any more once another has its place', async () => {
    const { way, made, pressed } = start({ isShownAtOnce: false });
    await way.show(makeAlert({}));
    await way.show(makeAlert({}));
    made[0]?.emit('click');
    expect(pressed).toEqual([]);
    made[1]?.emit('click');
    expect(pressed).toEqual([{ tag: 'call:1', action: null }]);
  });
});
