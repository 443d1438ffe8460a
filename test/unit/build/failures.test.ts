import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFailures } from '#build/bin/lib/failures.mjs';

function written(report: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'tsunagi-report-')), 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return path;
}

describe('which tests failed, told beside the closing line', () => {
  it('names file and test, and the first line of what was said without its colours', () => {
    const failed = {
      status: 'failed',
      fullName: '[HO1] one owner',
      failureMessages: ['\u001b[31mexpected 1\u001b[39m\n at x'],
    };
    const passed = { status: 'passed', fullName: 'another', failureMessages: [] };
    const report = { testResults: [{ status: 'failed', name: 'a.test.ts', assertionResults: [passed, failed] }] };
    expect(readFailures(written(report))).toEqual([{ where: 'a.test.ts › [HO1] one owner', said: 'expected 1' }]);
  });

  it('names a file that could not be loaded', () => {
    const testResults = [{ status: 'failed', name: 'b.test.ts', message: 'no such module', assertionResults: [] }];
    expect(readFailures(written({ testResults }))).toEqual([{ where: 'b.test.ts', said: 'no such module' }]);
  });

  it('names a window test within its groups', () => {
    const spec = {
      title: 'opens',
      file: 'desk/x.spec.ts',
      line: 9,
      ok: false,
      tests: [{ results: [{ errors: [{ message: 'Error: hidden' }] }] }],
    };
    const report = {
      suites: [{ title: 'x', specs: [], suites: [{ title: 'in', specs: [spec] }] }],
      errors: [],
      stats: {},
    };
    expect(readFailures(written(report))).toEqual([{ where: 'desk/x.spec.ts:9 › opens', said: 'Error: hidden' }]);
  });

  it('a missing report names itself', () => {
    expect(readFailures('/nowhere/report.json')[0]?.said).toMatch(/no report/);
  });
});
