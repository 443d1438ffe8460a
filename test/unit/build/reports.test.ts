import { describe, expect, it } from 'vitest';
import { addCounts, countPlaywright, countVitest, readCounts } from '#build/bin/lib/reports.mjs';

const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, testResults: [] };

describe('the counts of the closing line', () => {
  it('a test file that can not be loaded is a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(countVitest({ ...vitest, testResults })).toEqual({ passed: 5, failed: 2, skipped: 0 });
  });

  it('skipped and planned tests are both skipped', () => {
    expect(countVitest({ ...vitest, numPendingTests: 2, numTodoTests: 1 }).skipped).toBe(3);
  });

  it('a window test that passed only the second time has failed', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 1 };
    expect(countPlaywright({ stats, errors: [] })).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it('an error outside of all window tests is a failure', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(countPlaywright({ stats, errors: [{ message: 'the hub did not start' }] }).failed).toBe(1);
  });

  it('a missing report is a failure', () => {
    expect(readCounts('/nowhere/report.json')).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(addCounts([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});
