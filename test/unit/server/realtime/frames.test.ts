import { expect, it } from 'vitest';
import type { Change } from '#server/domains/topics/change.ts';
import { type Carried, carriedOf, packed, readFrame } from '#server/realtime/hubs/frames.ts';

const at = new Date('2026-04-01T01:00:00Z');
const item = { text: 'what the customer said' } as never;

it('[TL5] a pointer leaves without what it points at', () => {
  const added: Change = {
    to: 'topic',
    topic: 'customer:a',
    version: 3,
    at,
    event: { type: 'item_added', seq: 3 },
    item,
  };
  const carried = carriedOf(added);
  expect(JSON.stringify(carried)).not.toContain('what the customer said');
  expect(carried).toEqual({
    to: 'topic',
    topic: 'customer:a',
    version: 3,
    at: at.toISOString(),
    event: { type: 'item_added', seq: 3 },
  });
  expect(carriedOf({ to: 'team', teamId: 't' })).toBeNull();
});

it('no frame is longer than a notification may be, whatever is told, and nothing is left out', () => {
  const conversationIds = Array.from(
    { length: 300 },
    (_, n) => `01a2022a-dcc1-76be-8c35-${String(n).padStart(12, '0')}`,
  );
  const long = carriedOf({
    to: 'topic',
    topic: 'team:t',
    version: 9,
    at,
    event: { type: 'team_rows', conversationIds },
  });
  const told: Carried[] = Array.from({ length: 500 }, (_, n) => ({ to: 'presence', agentId: `agent ${n}` }) as const);
  if (long !== null) told.push(long);
  let n = 0;
  const frames = packed('a', told, () => ++n);
  for (const frame of frames) expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThan(8000);
  expect(frames.flatMap(({ carried }) => carried)).toEqual(told);
  expect(frames.map((frame) => frame.n)).toEqual(frames.map((_, index) => index + 1));
  expect(frames.length).toBeGreaterThan(1);
});

it('what is no frame is none', () => {
  for (const text of ['', '{', 'null', '[]', '7', '{"hub":1,"n":2,"carried":[]}', '{"hub":"a","n":2}'])
    expect(readFrame(text)).toBeNull();
  expect(readFrame('{"hub":"a","n":2,"carried":[]}')).toEqual({ hub: 'a', n: 2, carried: [] });
});
