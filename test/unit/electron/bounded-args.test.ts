import { describe, expect, it } from 'vitest';
import { flawOf } from '#electron/ipc/bounded-args.ts';
import { LOCAL_VALUE_LIMITS } from '#shared/ipc/local.ts';

const deep = (levels: number): unknown => (levels === 0 ? 1 : { inner: deep(levels - 1) });

describe('what a call may carry', () => {
  it.each([
    undefined,
    null,
    'text',
    7,
    { theme: 'dark' },
    { target: { kind: 'conversation', id: '1' } },
    { list: [1, 2, 3] },
    Object.create(null),
    { namespace: 'outbox', key: 'a', value: 'x'.repeat(LOCAL_VALUE_LIMITS.outbox) },
  ])('takes plain data (%#)', (args) => {
    expect(flawOf(args)).toBeNull();
  });

  it.each<[string, unknown]>([
    ['an own __proto__', JSON.parse('{"__proto__":{"isAdmin":true}}')],
    ['a poisoned constructor', JSON.parse('{"a":{"constructor":{"prototype":{}}}}')],
    ['a date', new Date()],
    ['a map', new Map()],
    ['bytes', new Uint8Array(4)],
    ['an error', new Error('x')],
    ['an object of a class', new (class Own {})()],
    ['many levels', deep(50)],
    ['many parts', Array.from({ length: 10_000 }, () => 0)],
    ['many names', Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, 0]))],
    ['a long text', { value: 'x'.repeat(5_000_000) }],
    ['a long name', { ['x'.repeat(5_000_000)]: 1 }],
  ])('[DK1] refuses %s', (_name, args) => {
    expect(flawOf(args)).toEqual(expect.any(String));
  });

  it('[DK1] comes to an end with a circle', () => {
    const circle: Record<string, unknown> = {};
    circle['itself'] = circle;
    expect(flawOf(circle)).toContain('levels');
  });

  it('[PR4] names nothing of what it was given', () => {
    expect(flawOf({ ['secret'.repeat(1_000_000)]: 1 })).not.toContain('secret');
  });
});
