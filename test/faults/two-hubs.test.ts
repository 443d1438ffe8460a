import { expect, it } from 'vitest';
import { printFigures } from '#test/support/figures.ts';
import { countFaults } from '#test/support/history/check-history.ts';
import { runFaults } from '#test/support/load/run-faults.ts';
import { startRedis } from '#test/support/redis.ts';

it.each([
  { fanOut: 'without Redis', withRedis: false },
  { fanOut: 'with Redis', withRedis: true },
])(
  '[SY7] two hubs on Debian’s PostgreSQL, $fanOut, killed in turn: none lost, doubled or reordered, one owner each',
  { timeout: 1_200_000 },
  async ({ fanOut, withRedis }) => {
    const redis = withRedis ? await startRedis() : null;
    try {
      const { found, logs, ...report } = await runFaults({
        seed: withRedis ? 71 : 72,
        engine: 'debian',
        hubs: 2,
        env: redis === null ? {} : { REDIS_URL: redis.url },
        agents: 20,
        visitors: 30,
        messages: 2500,
        faults: { cut: 10, blackHole: 2, killHub: 4, freezeHub: 1, halfOpen: 1, crashDatabase: 1, shiftClock: 1 },
      });
      printFigures(`faults, two hubs ${fanOut}`, { ...report, ...countFaults(found) });
      expect(found.slice(0, 20), logs.join('\n')).toEqual([]);
      expect(report.lacks).toEqual([]);
      // How soon is a figure of an idle machine, printed above; that they all come to agree is the rule.
      expect(report.convergedMs).not.toBeNull();
      expect(report.messages).toBeGreaterThanOrEqual(2500);
      expect(report.faults.killHub).toBe(4);
      expect(report.looked.screens).toBeGreaterThanOrEqual(50);
    } finally {
      await redis?.close();
    }
  },
);
