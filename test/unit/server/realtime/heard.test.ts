import { expect, it } from 'vitest';
import { createHeard } from '#server/realtime/hubs/heard.ts';

it('a frame is taken once, by whichever link it comes', () => {
  const heard = createHeard();
  expect([heard.take('a', 5), heard.take('a', 5), heard.take('a', 6), heard.take('a', 5)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(heard.take('b', 5)).toBe(true);
});

it('a frame that was overtaken is taken when it comes, once', () => {
  const heard = createHeard();
  heard.take('a', 1);
  expect([heard.take('a', 4), heard.take('a', 2), heard.take('a', 2), heard.take('a', 3)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

it('[SY3] what a hub had sent at its last word and has not come is lost, and said once', () => {
  const heard = createHeard();
  expect(heard.owes('a', 10)).toBe(false);
  heard.take('a', 11);
  expect(heard.owes('a', 13)).toBe(false); // 12 and 13 may be on their way
  expect(heard.owes('a', 13)).toBe(true);
  expect(heard.owes('a', 13)).toBe(false);
  heard.take('a', 16);
  heard.take('a', 14);
  expect(heard.owes('a', 16)).toBe(false); // 15 may be on its way
  expect(heard.owes('a', 16)).toBe(true);
  expect(heard.take('a', 15)).toBe(false);
});

it('a hub that is gone is forgotten, and one that comes owes nothing of before', () => {
  const heard = createHeard();
  heard.owes('a', 3);
  heard.forget('a');
  expect(heard.owes('a', 900)).toBe(false);
  expect(heard.owes('a', 900)).toBe(false);
});
