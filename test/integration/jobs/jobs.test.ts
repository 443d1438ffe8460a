import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { addJob } from '#server/jobs/add-job.repository.ts';
import { startBeats } from '#server/jobs/beats.ts';
import { startJobs } from '#server/jobs/runner.ts';
import { testDatabase } from '#test/support/database.ts';

const database = await testDatabase();
const logger = pino({ level: 'silent' });
const silent = { warn: () => undefined };

describe('jobs', () => {
  it('[CH3] run when the transaction that added them commits, and never when it does not', async () => {
    const done: { n: number }[] = [];
    const jobs = await startJobs(database.pool, logger, {
      tasks: { note: async (payload) => void done.push(payload as { n: number }) },
    });
    await database.db.transaction().execute((tx) => addJob(tx, 'note', { n: 1 }));
    const undone = database.db.transaction().execute(async (tx) => {
      await addJob(tx, 'note', { n: 2 });
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await database.db.transaction().execute((tx) => addJob(tx, 'note', { n: 3 }));
    await expect.poll(() => done.length, { timeout: 20_000 }).toBe(2);
    await jobs.stop();
    // Each may be carried out beside the other.
    expect(done.map(({ n }) => n).sort()).toEqual([1, 3]);
  });

  it('of one key take the place of the one that waits', async () => {
    const later = new Date(Date.now() + 3_600_000);
    for (const n of [1, 2])
      await database.db.transaction().execute((tx) => addJob(tx, 'later', { n }, { key: 'k', runAt: later }));
    const { rows } = await database.pool.query("select count(*)::int as n from graphile_worker.jobs where key = 'k'");
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('beats', () => {
  it('never run twice at once, come again after a failure, and are waited for when they stop', async () => {
    let [running, most, runs] = [0, 0, 0];
    const beats = startBeats(silent, [
      {
        name: 'slow',
        everyMs: 5,
        run: async () => {
          runs += 1;
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 20));
          running -= 1;
          throw new Error('fails each time');
        },
      },
    ]);
    await expect.poll(() => runs).toBeGreaterThan(2);
    await beats.stop();
    expect({ running, most }).toEqual({ running: 0, most: 1 });
    const after = runs;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(runs).toBe(after);
  });
});
