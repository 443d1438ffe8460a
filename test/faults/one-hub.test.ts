import { expect, it } from 'vitest';
import { printFigures } from '#test/support/figures.ts';
import { countFaults } from '#test/support/history/check-history.ts';
import { runFaults } from '#test/support/load/run-faults.ts';

const SEED = 20_261_122;

it('[SY6] [CV1] [HO2] 10,000 messages of 50 people while a hub is killed and cut off: none lost, doubled or reordered, one owner each', {
  timeout: 1_500_000,
}, async () => {
  const { found, logs, ...report } = await runFaults({
    seed: SEED,
    engine: 'embedded',
    hubs: 1,
    agents: 20,
    visitors: 30,
    messages: 10_000,
    faults: {
      // One that meets no open line is not counted.
      cut: 58,
      blackHole: 10,
      killHub: 5,
      halfOpen: 2,
      byteCut: 3,
      stall: 1,
      delay: 1,
      freezeHub: 1,
      freezeClients: 1,
      crashDatabase: 1,
      shiftClock: 3,
    },
  });
  printFigures('faults, one hub', { ...report, ...countFaults(found) });
  expect(found.slice(0, 20), logs.join('\n')).toEqual([]);
  expect(report.lacks).toEqual([]);
  // How soon is a figure of an idle machine, printed above; that they all come to agree is the rule.
  expect(report.convergedMs).not.toBeNull();
  expect(report.messages).toBeGreaterThanOrEqual(10_000);
  expect(report.handoffs).toBeGreaterThan(50);
  expect(report.faults.cut + report.faults.cutAll).toBeGreaterThanOrEqual(50);
  expect(report.faults.blackHole).toBeGreaterThanOrEqual(10);
  expect(report.faults.killHub).toBeGreaterThanOrEqual(5);
  // All have spoken and shown what they had, and there was something to find faults in.
  expect(report.looked.clients).toBe(52);
  expect(report.looked.screens).toBeGreaterThanOrEqual(50);
  expect(report.looked.events).toBeGreaterThan(10_000);
});
