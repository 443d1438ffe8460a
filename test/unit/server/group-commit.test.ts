import { describe, expect, it } from 'vitest';
import { groupCommit } from '#server/group-commit.ts';

type Step = { readonly group: readonly number[]; readonly done: (error?: Error) => void };

const AT_ONCE = { worthALane: 1, patienceMs: 60_000 };

/** Commits wait until the test lets them go. */
function held(options: { limit: number; lanes: number; worthALane?: number; patienceMs?: number }) {
  const steps: Step[] = [];
  const { submit } = groupCommit<number, string>({
    ...AT_ONCE,
    ...options,
    commit: (group) =>
      new Promise((resolve, reject) => {
        steps.push({ group, done: (error) => (error ? reject(error) : resolve(group.map((n) => `kept ${n}`))) });
      }),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { steps, submit, settle };
}

describe('group commit', () => {
  it('lets a lone arrival wait for nobody', async () => {
    const { steps, submit } = held({ limit: 64, lanes: 1 });
    const answer = submit([1]);
    expect(steps.map((s) => s.group)).toEqual([[1]]);
    steps[0]?.done();
    expect(await answer).toEqual(['kept 1']);
  });

  it('gathers what arrives while a group is under way, up to the limit, in order', async () => {
    const { steps, submit, settle } = held({ limit: 3, lanes: 1 });
    const answers = [submit([1]), submit([2, 3]), submit([4]), submit([5])];
    steps[0]?.done();
    await settle();
    expect(steps[1]?.group).toEqual([2, 3, 4]);
    steps[1]?.done();
    await settle();
    expect(steps[2]?.group).toEqual([5]);
    steps[2]?.done();
    expect(await Promise.all(answers)).toEqual([['kept 1'], ['kept 2', 'kept 3'], ['kept 4'], ['kept 5']]);
  });

  it('[SY1] answers nobody before the commit', async () => {
    const { steps, submit, settle } = held({ limit: 3, lanes: 1 });
    let answered = false;
    const answer = submit([1]).then(() => (answered = true));
    await settle();
    expect(answered).toBe(false);
    steps[0]?.done();
    await answer;
  });

  it('runs several groups at once, as many as it has lanes', () => {
    const { steps, submit } = held({ limit: 1, lanes: 2 });
    for (const n of [1, 2, 3]) void submit([n]);
    expect(steps).toHaveLength(2);
  });

  it('opens a lane beside a group only for as many as are worth one', () => {
    const { steps, submit } = held({ limit: 64, lanes: 2, worthALane: 3 });
    for (const n of [1, 2, 3]) void submit([n]);
    expect(steps.map((s) => s.group)).toEqual([[1]]);
    void submit([4]);
    expect(steps.map((s) => s.group)).toEqual([[1], [2, 3, 4]]);
  });

  it('lets fewer go when the group before them takes long', async () => {
    const { steps, submit } = held({ limit: 64, lanes: 2, worthALane: 3, patienceMs: 1 });
    for (const n of [1, 2]) void submit([n]);
    await expect.poll(() => steps.map((s) => s.group)).toEqual([[1], [2]]);
  });

  it('lets fewer go when the group before them is done', async () => {
    const { steps, submit, settle } = held({ limit: 64, lanes: 2, worthALane: 3 });
    for (const n of [1, 2]) void submit([n]);
    steps[0]?.done();
    await settle();
    expect(steps.map((s) => s.group)).toEqual([[1], [2]]);
  });

  it('lets one that can not be kept spoil it for itself alone', async () => {
    const { submit } = groupCommit<number, number>({
      ...AT_ONCE,
      limit: 64,
      lanes: 1,
      commit: async (group) => {
        if (group.includes(13)) throw new Error('thirteen');
        return [...group];
      },
    });
    const answers = await Promise.allSettled([submit([1]), submit([12]), submit([13]), submit([14])]);
    expect(answers.map((a) => (a.status === 'fulfilled' ? a.value : a.reason.message))).toEqual([
      [1],
      [12],
      'thirteen',
      [14],
    ]);
  });
});
