import { afterEach, describe, expect, it } from 'vitest';
import { followLooks, openLookTeller } from '#renderer/data/looked-at.ts';
import { fakeTiming } from '#test/support/fake-timing.ts';

const opened: { stop: () => void }[] = [];
const keep = <T extends { stop: () => void }>(one: T): T => {
  opened.push(one);
  return one;
};
afterEach(() => {
  for (const each of opened.splice(0)) each.stop();
});

describe('[DK2] what the windows of one desktop tell each other', () => {
  it('is which conversation is before the agent, until it is not', async () => {
    const desk = keep(followLooks());
    const [one, two] = [keep(openLookTeller()), keep(openLookTeller())];
    one.tell('a');
    two.tell('b');
    await expect.poll(() => ['a', 'b', 'c'].filter(desk.has)).toEqual(['a', 'b']);
    one.tell(null);
    await expect.poll(() => ['a', 'b'].filter(desk.has)).toEqual(['b']);
    two.stop();
    await expect.poll(() => desk.has('b')).toBe(false);
  });

  it('is told to a desk that comes later', async () => {
    keep(openLookTeller()).tell('a');
    const desk = keep(followLooks());
    await expect.poll(() => desk.has('a')).toBe(true);
  });

  it('is forgotten of a window whose page died, and of no other', async () => {
    const [here, there] = [fakeTiming(), fakeTiming()];
    const desk = keep(followLooks(here));
    const teller = keep(openLookTeller(there));
    teller.tell('a');
    await expect.poll(() => desk.has('a')).toBe(true);
    await here.advance(29_999);
    expect(desk.has('a')).toBe(true);
    // Dead: its timers do not run, and nothing else is heard of it.
    await here.advance(1);
    expect(desk.has('a')).toBe(false);
    // Alive: it tells again by itself, for as long as it looks.
    await there.advance(10_000);
    await expect.poll(() => desk.has('a')).toBe(true);
    await here.advance(30_000);
    await there.advance(10_000);
    await expect.poll(() => desk.has('a')).toBe(true);
    teller.tell(null);
    await expect.poll(() => desk.has('a')).toBe(false);
    expect(there.waiting()).toBe(0);
  });
});
