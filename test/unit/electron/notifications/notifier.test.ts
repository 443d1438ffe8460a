import { describe, expect, it } from 'vitest';
import type { AlertEnds, AlertWay } from '#electron/native/notifications/alert-way.ts';
import { type Clicked, createNotifier } from '#electron/native/notifications/notifier.ts';
import { makeAlert } from './make-alert.ts';

/** A way that shows what it is allowed to, and says what is on it. */
function makeWay(shows: () => boolean | Promise<boolean>) {
  const on = new Set<string>();
  const way: AlertWay = {
    async show({ tag }) {
      const isShown = await shows();
      if (isShown) on.add(tag);
      return isShown;
    },
    close: (tag) => {
      on.delete(tag);
    },
  };
  return { way, on };
}

function start(first: ReturnType<typeof makeWay>, second: ReturnType<typeof makeWay>) {
  const clicked: Clicked[] = [];
  let ends: AlertEnds = { onPressed: () => undefined, onGone: () => undefined };
  const notifier = createNotifier({
    ways: (given) => {
      ends = given;
      return [
        { by: 'system', way: first.way },
        { by: 'window', way: second.way },
      ];
    },
    onClick: (one) => clicked.push(one),
  });
  return { notifier, clicked, ends: () => ends };
}

describe('[DK2] an alert', () => {
  it('is shown by the first way that can', async () => {
    const [system, small] = [makeWay(() => false), makeWay(() => true)];
    const { notifier } = start(system, small);
    expect(await notifier.show(makeAlert({}))).toEqual({ shown: true, by: 'window' });
    expect([...small.on]).toEqual(['call:1']);
  });

  it('says when nothing could show it', async () => {
    const { notifier } = start(
      makeWay(() => false),
      makeWay(() => false),
    );
    expect(await notifier.show(makeAlert({}))).toEqual({ shown: false, by: 'none' });
  });

  it('is pressed once, with what it opens, and is gone then', async () => {
    const system = makeWay(() => true);
    const { notifier, clicked, ends } = start(
      system,
      makeWay(() => true),
    );
    await notifier.show(makeAlert({}));
    ends().onPressed({ tag: 'call:1', action: 'answer' });
    ends().onPressed({ tag: 'call:1', action: 'answer' });
    expect(clicked).toEqual([{ tag: 'call:1', action: 'answer', target: { kind: 'conversation', id: 'c1' } }]);
    expect([...system.on]).toEqual([]);
  });

  it('that the system put away by itself can still be clicked, and then only leads to what it was about', async () => {
    const { notifier, clicked, ends } = start(
      makeWay(() => true),
      makeWay(() => true),
    );
    await notifier.show(makeAlert({}));
    ends().onGone('call:1');
    ends().onPressed({ tag: 'call:1', action: 'answer' });
    expect(clicked).toEqual([{ tag: 'call:1', action: null, target: { kind: 'conversation', id: 'c1' } }]);
    ends().onPressed({ tag: 'call:1', action: 'decline' });
    notifier.closeAll();
    ends().onPressed({ tag: 'call:1', action: null });
    expect(clicked).toHaveLength(1);
  });

  it('that was taken away while it was on its way does not stay', async () => {
    let arrive: (isShown: boolean) => void = () => undefined;
    const system = makeWay(
      () =>
        new Promise((resolve) => {
          arrive = resolve;
        }),
    );
    const { notifier, clicked, ends } = start(
      system,
      makeWay(() => true),
    );
    const showing = notifier.show(makeAlert({}));
    notifier.close('call:1');
    arrive(true);
    await showing;
    expect([...system.on]).toEqual([]);
    ends().onPressed({ tag: 'call:1', action: 'answer' });
    expect(clicked).toEqual([]);
  });

  it('goes with all others when nobody is signed in any more', async () => {
    const system = makeWay(() => true);
    const { notifier } = start(
      system,
      makeWay(() => true),
    );
    await notifier.show(makeAlert({ tag: 'a' }));
    await notifier.show(makeAlert({ tag: 'b' }));
    notifier.closeAll();
    expect([...system.on]).toEqual([]);
  });
});
