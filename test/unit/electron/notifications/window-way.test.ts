import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Pressed } from '#electron/native/notifications/alert-way.ts';
import { createWindowWay } from '#electron/native/notifications/window-way.ts';
import { alertBounds } from '#electron/windows/alert-bounds.ts';
import { makeAlert } from './make-alert.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function start(canOpen = true) {
  const heights: number[] = [];
  const pressed: Pressed[] = [];
  const gone: string[] = [];
  const window = {
    fit: (count: number) => {
      heights.push(count);
      return canOpen;
    },
    refresh: () => undefined,
  };
  const way = createWindowWay(window, {
    onPressed: (one) => pressed.push(one),
    onGone: (tag) => gone.push(tag),
  });
  return { way, heights, pressed, gone, tags: () => way.waiting().map(({ tag }) => tag) };
}

describe('[DK2] the small window', () => {
  it('holds a call until it is answered', async () => {
    const { way, pressed, heights, tags } = start();
    expect(await way.show(makeAlert({}))).toBe(true);
    vi.advanceTimersByTime(3_600_000);
    expect(tags()).toEqual(['call:1']);
    way.answer('call:1', 'answer');
    expect(pressed).toEqual([{ tag: 'call:1', action: 'answer' }]);
    way.close('call:1');
    expect(heights.at(-1)).toBe(0);
  });

  it('lets a message go by itself, and says so', async () => {
    const { way, gone, tags } = start();
    await way.show(makeAlert({ tag: 'message:1', kind: 'message', isUrgent: false, actions: [] }));
    vi.advanceTimersByTime(10_000);
    expect(tags()).toEqual([]);
    expect(gone).toEqual(['message:1']);
  });

  it('puts one away without an answer', async () => {
    const { way, pressed, gone } = start();
    await way.show(makeAlert({}));
    way.answer('call:1', 'dismiss');
    way.answer('call:1', 'answer');
    expect([pressed, gone]).toEqual([[], ['call:1']]);
  });

  it('takes a later one of a tag for the earlier', async () => {
    const { way } = start();
    await way.show(makeAlert({ title: 'a' }));
    await way.show(makeAlert({ title: 'b' }));
    expect(way.waiting().map(({ title }) => title)).toEqual(['b']);
  });

  it('makes room for a call by what waits for no answer', async () => {
    const { way, tags } = start();
    for (const tag of ['call:1', 'call:2', 'message:1', 'call:3', 'call:4'])
      await way.show(makeAlert({ tag, isUrgent: tag.startsWith('call') }));
    expect(tags()).toEqual(['call:1', 'call:2', 'call:3', 'call:4']);
  });

  it('says when it could not be opened', async () => {
    const { way, tags } = start(false);
    expect(await way.show(makeAlert({}))).toBe(false);
    expect(tags()).toEqual([]);
  });

  it('stands in the corner of its screen and never over the edge', () => {
    const screen = { x: 1920, y: 30, width: 1280, height: 700 };
    expect(alertBounds(screen, 1, 1)).toEqual({ x: 2808, y: 42, width: 380, height: 132 });
    expect(alertBounds({ ...screen, height: 300 }, 4, 1)).toMatchObject({ y: 30, height: 300 });
    expect(alertBounds(screen, 2, 1.5)).toEqual({ x: 2618, y: 42, width: 570, height: 396 });
  });
});
