import { expect, it } from 'vitest';
import { createTeamTopics } from '#server/domains/topics/team-topics.ts';

const topic = 'team:b0000000-0000-7000-8000-000000000001';
const at = '2026-04-01T01:00:00.000Z';

function teams() {
  let made = 0;
  return createTeamTopics(() => `g${++made}`);
}

it('[TL2] versions count without gaps, and what came after a cursor is given in order', () => {
  const kept = teams();
  const { generation } = kept.head(topic);
  for (let n = 0; n < 5; n += 1) kept.append(topic, { type: 'hidden' }, at);
  const versions = (version: number, limit = 10) =>
    kept.after(topic, { generation, version }, limit)?.map((one) => one.version);
  expect(kept.head(topic).version).toBe(5);
  expect([versions(0), versions(3), versions(5), versions(0, 2)]).toEqual([[1, 2, 3, 4, 5], [4, 5], [], [1, 2]]);
});

it('[SY3] too far behind, ahead, or of another generation: fetch anew', () => {
  const kept = teams();
  const { generation } = kept.head(topic);
  for (let n = 0; n < 300; n += 1) kept.append(topic, { type: 'hidden' }, at);
  expect(kept.after(topic, { generation, version: 43 }, 10)).toBeNull();
  expect(kept.after(topic, { generation, version: 44 }, 500)).toHaveLength(256);
  expect(kept.after(topic, { generation, version: 301 }, 10)).toBeNull();
  expect(kept.after(topic, { generation: 'other', version: 300 }, 10)).toBeNull();
  kept.forget(topic);
  expect(kept.after(topic, { generation, version: 300 }, 10)).toBeNull();
  expect(kept.head(topic)).toMatchObject({ version: 0, generation: 'g2' });
});
